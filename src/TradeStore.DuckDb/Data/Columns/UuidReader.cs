using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Data.Columns;

internal sealed unsafe class UuidReader : ColumnReader<Guid>
{
    public override Guid Read(int row) => UuidConversion.FromStored(((Int128*)Data)[row]);
}
