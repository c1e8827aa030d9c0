namespace TradeStore.Reading.Columns;

internal sealed class IntegerCursor : FixedCursor<long, long>
{
    protected override long Convert(long stored) => stored;
}
