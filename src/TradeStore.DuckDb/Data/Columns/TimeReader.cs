namespace TradeStore.DuckDb.Data.Columns;

internal sealed unsafe class TimeReader : ColumnReader<TimeOnly>
{
    public override TimeOnly Read(int row) => new(((long*)Data)[row] * TimeSpan.TicksPerMicrosecond);
}
