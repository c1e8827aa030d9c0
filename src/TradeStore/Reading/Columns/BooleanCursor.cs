namespace TradeStore.Reading.Columns;

internal sealed class BooleanCursor : FixedCursor<byte, bool>
{
    protected override bool Convert(byte stored) => stored != 0;
}
