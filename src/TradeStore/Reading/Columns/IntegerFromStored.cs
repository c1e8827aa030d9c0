namespace TradeStore.Reading.Columns;

internal readonly struct IntegerFromStored : IStoredConverter<long, long>
{
    public long Convert(long stored) => stored;
}
