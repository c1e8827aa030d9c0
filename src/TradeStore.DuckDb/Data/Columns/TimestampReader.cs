using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Data.Columns;

/// <summary>TIMESTAMP, TIMESTAMPTZ, TIMESTAMP_MS and TIMESTAMP_S, all as UTC.</summary>
internal sealed unsafe class TimestampReader : ColumnReader<DateTime>
{
    private readonly long _microseconds;

    private TimestampReader(long microseconds) => _microseconds = microseconds;

    public static TimestampReader Microseconds() => new(1);

    public static TimestampReader Milliseconds() => new(TimeSpan.MicrosecondsPerMillisecond);

    public static TimestampReader Seconds() => new(TimeSpan.MicrosecondsPerSecond);

    public override DateTime Read(int row) => TimestampConversion.FromMicroseconds(((long*)Data)[row] * _microseconds);
}
