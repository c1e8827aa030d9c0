using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Data.Columns;

/// <summary>TIMESTAMP_NS, where the nanoseconds fit into the 100 ns ticks of DateTime.</summary>
internal sealed unsafe class NanosecondTimestampReader : ColumnReader<DateTime>
{
    private const long NanosecondsPerMicrosecond = 1000;
    private const long NanosecondsPerTick = 100;

    public override DateTime Read(int row)
    {
        var nanoseconds = ((long*)Data)[row];
        if (nanoseconds % NanosecondsPerTick != 0)
        {
            throw new OverflowException($"{nanoseconds} ns do not fit into System.DateTime, which counts in 100 ns; cast to TIMESTAMP in the query.");
        }

        var (microseconds, rest) = Math.DivRem(nanoseconds, NanosecondsPerMicrosecond);
        return TimestampConversion.FromMicroseconds(microseconds).AddTicks(rest / NanosecondsPerTick);
    }
}
