namespace TradeStore.Storage.Columns.Encoders;

/// <summary>What becomes of <see cref="Guid.Empty"/>.</summary>
internal enum EmptyUuidRule : byte
{
    Store = 0,
    Refuse,
    MakeNew,
}
