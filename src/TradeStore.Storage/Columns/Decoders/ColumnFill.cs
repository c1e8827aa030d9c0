using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>Sets one member of a block of rows from a column.</summary>
internal abstract class ColumnFill<TRow>
{
    /// <summary>Sets the member of <paramref name="rows"/> from the column's values from <paramref name="start"/> on; NULL leaves the row's default.</summary>
    public abstract void Fill(Vector vector, ReadOnlySpan<TRow> rows, int start);
}
