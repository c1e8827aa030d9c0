namespace TradeStore.Storage.Columns.Decoders;

internal readonly struct BooleanFromStored : IStoredConverter<byte, bool>
{
    public bool Convert(byte stored) => stored != 0;
}
