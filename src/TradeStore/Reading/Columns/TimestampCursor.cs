using TradeStore.DuckDb.Vectors;

namespace TradeStore.Reading.Columns;

internal sealed class TimestampCursor : FixedCursor<long, DateTime>
{
    protected override DateTime Convert(long stored) => TimestampConversion.FromMicroseconds(stored);
}
