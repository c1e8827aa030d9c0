using TradeStore.DuckDb.Vectors;

namespace TradeStore.Reading.Columns;

/// <summary>A column of lists of texts.</summary>
internal sealed class TextListCursor : ColumnCursor
{
    private readonly TextInterner _interner = new();
    private readonly IReadOnlyList<string>?[] _values = new IReadOnlyList<string>?[DataChunk.Capacity];

    public IReadOnlyList<string>? GetNullable(int row) => _values[row];

    protected override void LoadValues(Vector vector, int rowCount)
    {
        var entries = vector.ListEntries;
        var child = vector.ListChild;
        for (var row = 0; row < rowCount; row++)
        {
            _values[row] = IsNull(row) ? null : Read(child, entries[row]);
        }
    }

    private string[] Read(Vector child, ListEntry entry)
    {
        var texts = new string[(int)entry.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = _interner.Intern(child.GetUtf8((int)entry.Offset + i));
        }

        return texts;
    }
}
