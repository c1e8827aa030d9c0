using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Data.Columns;

internal sealed unsafe class DateReader : ColumnReader<DateOnly>
{
    public override DateOnly Read(int row) => TimestampConversion.FromDays(((int*)Data)[row]);
}
