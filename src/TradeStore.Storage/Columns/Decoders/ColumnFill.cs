using System.Text;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>Sets one member of a block of rows from a column.</summary>
internal abstract class ColumnFill<TRow>
{
    /// <summary>Sets the member of <paramref name="rows"/> from the column's values from <paramref name="start"/> on; NULL leaves the row's default.</summary>
    public abstract void Fill(Vector vector, ReadOnlySpan<TRow> rows, int start);
}

/// <summary>Sets a member that always has a value.</summary>
internal sealed class ValueFill<TRow, TStored, TValue, TConverter>(Action<TRow, TValue> set, TConverter converter) : ColumnFill<TRow>
    where TStored : unmanaged
    where TValue : struct
    where TConverter : struct, IStoredConverter<TStored, TValue>
{
    public override void Fill(Vector vector, ReadOnlySpan<TRow> rows, int start)
    {
        var values = vector.Values<TStored>().Slice(start, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            set(rows[i], converter.Convert(values[i]));
        }
    }
}

/// <summary>Sets a member that may have no value.</summary>
internal sealed class NullableFill<TRow, TStored, TValue, TConverter>(Action<TRow, TValue?> set, TConverter converter) : ColumnFill<TRow>
    where TStored : unmanaged
    where TValue : struct
    where TConverter : struct, IStoredConverter<TStored, TValue>
{
    public override void Fill(Vector vector, ReadOnlySpan<TRow> rows, int start)
    {
        var values = vector.Values<TStored>().Slice(start, rows.Length);
        var validity = vector.Validity;
        for (var i = 0; i < rows.Length; i++)
        {
            var row = start + i;
            if (validity.IsEmpty || ((validity[row >> 6] >> (row & 63)) & 1) != 0)
            {
                set(rows[i], converter.Convert(values[i]));
            }
        }
    }
}

/// <summary>Sets a member from text; text that repeats is one object.</summary>
internal sealed class TextFill<TRow>(Action<TRow, string> set, bool repeats) : ColumnFill<TRow>
{
    private readonly TextInterner _interner = new();

    public override void Fill(Vector vector, ReadOnlySpan<TRow> rows, int start)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (!vector.IsNull(start + i))
            {
                var utf8 = vector.GetUtf8(start + i);
                set(rows[i], repeats ? _interner.Intern(utf8) : Encoding.UTF8.GetString(utf8));
            }
        }
    }
}

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
