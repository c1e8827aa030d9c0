using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>Makes rows of chunks that hold all columns of a table, in the table's order. Used by one read at a time.</summary>
internal sealed class RowMaterializer<TRow>
    where TRow : class
{
    // Rows are filled column by column within a block that stays in the processor's cache.
    private const int BlockRows = 128;
    private readonly Func<TRow> _create;
    private readonly ColumnFill<TRow>[] _fills;
    private readonly string[] _names;
    private readonly TRow[] _block = new TRow[BlockRows];

    private RowMaterializer(Func<TRow> create, ColumnFill<TRow>[] fills, string[] names)
    {
        _names = names;
        _create = create;
        _fills = fills;
    }

    /// <summary>Compiles the making of rows once; the result makes materializers.</summary>
    public static Func<RowMaterializer<TRow>> Compile(Func<TRow> create, IReadOnlyList<Column<TRow>> columns)
    {
        var fills = columns.Select(ColumnFills.For).ToArray();
        var names = columns.Select(c => c.Definition.Name).ToArray();
        return () => new RowMaterializer<TRow>(create, Array.ConvertAll(fills, f => f()), names);
    }

    private void Fill(int column, DataChunk chunk, ReadOnlySpan<TRow> block, int start)
    {
        try
        {
            _fills[column].Fill(chunk.GetVector(column), block, start);
        }
        catch (OverflowException exception)
        {
            throw new InvalidQueryException($"Column '{_names[column]}': {exception.Message} A stream's columns have it whole.", exception);
        }
    }

    /// <summary>Adds the rows of a chunk to a list.</summary>
    /// <exception cref="InvalidQueryException">A number has more digits than its member holds.</exception>
    public void Read(DataChunk chunk, List<TRow> rows)
    {
        var count = chunk.RowCount;
        for (var start = 0; start < count; start += BlockRows)
        {
            var block = _block.AsSpan(0, Math.Min(BlockRows, count - start));
            foreach (ref var row in block)
            {
                row = _create();
            }

            for (var column = 0; column < _fills.Length; column++)
            {
                Fill(column, chunk, block, start);
            }

            rows.AddRange(block);
        }
    }
}
