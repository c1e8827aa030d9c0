namespace TradeStore.DuckDb.Data.Columns;

internal sealed unsafe class BooleanReader : ColumnReader<bool>
{
    public override bool Read(int row) => Data[row] != 0;
}
