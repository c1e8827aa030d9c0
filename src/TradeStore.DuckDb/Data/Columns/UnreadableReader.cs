using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Data.Columns;

/// <summary>Types without a counterpart here. They do not stand in the way of the other columns.</summary>
internal sealed class UnreadableReader(DuckDbColumnType type) : ColumnReader<object>
{
    public override object Read(int row) =>
        throw new NotSupportedException($"A {type.SqlName} has no counterpart in .NET here; cast it in the query, to VARCHAR or JSON for instance.");
}
