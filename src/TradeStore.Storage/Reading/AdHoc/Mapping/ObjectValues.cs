using System.Text;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Columns.Decoders;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>Texts, of which short ones that repeat are one object.</summary>
internal sealed class TextValues(ResultColumn column) : ColumnValues<string?>(column)
{
    private readonly RepeatedTexts _texts = new();

    protected override void Fill(Vector vector, Span<string?> values)
    {
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = vector.IsNull(row) ? null : _texts.Of(vector.GetUtf8(row));
        }
    }
}

/// <summary>Values of a type as objects: enums, lists, and what rows with names hold.</summary>
/// <param name="column">The column.</param>
/// <param name="type">The type that the objects have.</param>
/// <param name="isNullable">Whether one may be missing, whatever its type says.</param>
internal sealed class ObjectValues(ResultColumn column, Type type, bool isNullable = false) : ColumnValues<object?>(column)
{
    private readonly RepeatedTexts _texts = new();
    private readonly Dictionary<string, object?> _named = new(StringComparer.Ordinal);
    private readonly bool _isEnum = (Nullable.GetUnderlyingType(type) ?? type).IsEnum;

    protected override void Fill(Vector vector, Span<object?> values)
    {
        var isText = Column.IsText;
        for (var row = 0; row < values.Length; row++)
        {
            var isNull = vector.IsNull(row);
            values[row] = isNull && isNullable ? null
                : isText && !isNull ? OfText(_texts.Of(vector.GetUtf8(row)))
                : ValueConversion.To(type, ResultValue.Read(vector, row, Column.Name), Column.Name);
        }
    }

    // A text of an enum is one of few.
    private object? OfText(string text)
    {
        if (!_isEnum)
        {
            return ValueConversion.To(type, text, Column.Name);
        }

        if (!_named.TryGetValue(text, out var value))
        {
            value = ValueConversion.To(type, text, Column.Name);
            _named.Add(text, value);
        }

        return value;
    }
}

/// <summary>Makes strings; of short texts that repeat one for all of them, as symbols, venues and states are.</summary>
internal sealed class RepeatedTexts
{
    private const int LongestRepeated = 32;
    private readonly TextInterner _interner = new();

    public string Of(ReadOnlySpan<byte> utf8) => utf8.Length <= LongestRepeated ? _interner.Intern(utf8) : Encoding.UTF8.GetString(utf8);
}
