using System.Text;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Columns.Decoders;

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
