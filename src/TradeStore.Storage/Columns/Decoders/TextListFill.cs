using DuckDB.NET.Native;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>Sets a member from a list of texts.</summary>
internal sealed class TextListFill<TRow>(Action<TRow, IReadOnlyList<string>> set) : ColumnFill<TRow>
{
    private readonly TextInterner _interner = new();

    public override void Fill(Vector vector, ReadOnlySpan<TRow> rows, int start)
    {
        var entries = vector.ListEntries;
        var child = vector.ListChild;
        for (var i = 0; i < rows.Length; i++)
        {
            if (!vector.IsNull(start + i))
            {
                set(rows[i], Read(child, entries[start + i]));
            }
        }
    }

    private string[] Read(Vector child, DuckDBListEntry entry)
    {
        var texts = new string[(int)entry.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = _interner.Intern(child.GetUtf8((int)entry.Offset + i));
        }

        return texts;
    }
}
