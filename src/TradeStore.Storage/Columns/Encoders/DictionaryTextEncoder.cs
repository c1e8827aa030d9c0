using System.Runtime.InteropServices;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>Encodes text that repeats as codes into a dictionary of the batch.</summary>
internal sealed class DictionaryTextEncoder<TRow>(ColumnDefinition column, Func<TRow, string?> getter) : ColumnEncoder<TRow>
{
    private readonly TextDictionary _dictionary = new(column);
    private ValidityBuilder _validity;
    private BatchMemory _memory = null!;
    private Memory<byte> _codes;
    private int _rowCount;

    public override void Begin(BatchMemory memory, int rowCount, in EncodingContext context)
    {
        _memory = memory;
        _rowCount = rowCount;
        _validity = new ValidityBuilder(memory, rowCount);
        _dictionary.Begin(memory);
        _codes = default;
    }

    public override void Encode(ReadOnlySpan<TRow> rows, int start)
    {
        var codes = MemoryMarshal.Cast<byte, int>(_codes.Span);
        for (var i = 0; i < rows.Length; i++)
        {
            if (getter(rows[i]) is not { } text)
            {
                if (!column.IsNullable)
                {
                    throw new RefusedValueException(start + i, column.Name, null, "a value is required.");
                }

                _validity.SetNull(start + i);
                continue;
            }

            if (codes.IsEmpty)
            {
                _codes = _memory.Allocate(_rowCount * sizeof(int));
                _codes.Span.Clear();
                codes = MemoryMarshal.Cast<byte, int>(_codes.Span);
            }

            codes[start + i] = _dictionary.Code(text, start + i);
        }
    }

    public override ColumnData Finish() => new()
    {
        IsAllNull = _validity.IsAllNull,
        Validity = _validity.Bits,
        Values = _codes,
        Offsets = _dictionary.Offsets,
        Bytes = _dictionary.Bytes,
    };
}
