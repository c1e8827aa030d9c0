using System.Text;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Reading.Columns;

/// <summary>A column of text; text that repeats is one object.</summary>
internal sealed class TextCursor(bool repeats) : ColumnCursor
{
    private readonly TextInterner _interner = new();
    private readonly string?[] _values = new string?[DataChunk.Capacity];

    public string Get(int row) => _values[row]!;

    public string? GetNullable(int row) => _values[row];

    protected override void LoadValues(Vector vector, int rowCount)
    {
        for (var row = 0; row < rowCount; row++)
        {
            if (IsNull(row))
            {
                _values[row] = null;
                continue;
            }

            var utf8 = vector.GetUtf8(row);
            _values[row] = repeats ? _interner.Intern(utf8) : Encoding.UTF8.GetString(utf8);
        }
    }
}
