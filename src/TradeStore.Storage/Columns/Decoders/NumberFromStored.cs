namespace TradeStore.Storage.Columns.Decoders;

/// <summary>INTEGER, BIGINT and DOUBLE: stored as they are.</summary>
internal readonly struct NumberFromStored<TNumber> : IStoredConverter<TNumber, TNumber>
    where TNumber : unmanaged
{
    public TNumber Convert(TNumber stored) => stored;
}
