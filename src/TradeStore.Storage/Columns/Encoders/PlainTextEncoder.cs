using System.Runtime.InteropServices;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>Encodes text that does not repeat, one after the other.</summary>
internal sealed class PlainTextEncoder<TRow>(ColumnDefinition column, Func<TRow, string?> getter) : ColumnEncoder<TRow>
{
    private ValidityBuilder _validity;
    private BatchMemory _memory = null!;
    private Memory<byte> _ends;
    private Memory<byte> _bytes;
    private int _rowCount;
    private int _used;

    public override long EstimateTexts(ReadOnlySpan<TRow> rows)
    {
        long characters = 0;
        foreach (var row in rows)
        {
            characters += row is null ? 0 : getter(row)?.Length ?? 0;
        }

        return characters;
    }

    public override void Begin(BatchMemory memory, int rowCount, in EncodingContext context)
    {
        _memory = memory;
        _rowCount = rowCount;
        _validity = new ValidityBuilder(memory, rowCount);
        _ends = default;
        _bytes = default;
        _used = 0;
    }

    public override void Encode(ReadOnlySpan<TRow> rows, int start)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var text = getter(rows[i]);
            if (text is null)
            {
                if (!column.IsNullable)
                {
                    throw new RefusedValueException(start + i, column.Name, null, "a value is required.");
                }

                _validity.SetNull(start + i);
            }
            else
            {
                Add(text, start + i);
            }

            if (!_ends.IsEmpty)
            {
                MemoryMarshal.Cast<byte, int>(_ends.Span)[start + i] = _used;
            }
        }
    }

    public override ColumnData Finish() => new()
    {
        IsAllNull = _validity.IsAllNull,
        Validity = _validity.Bits,
        Values = _ends,
        Bytes = _bytes[.._used],
    };

    private void Add(string text, int row)
    {
        if (TextRules.Check(column, text) is { } reason)
        {
            throw new RefusedValueException(row, column.Name, text, reason);
        }

        if (_ends.IsEmpty)
        {
            _ends = _memory.Allocate(_rowCount * sizeof(int));
            _ends.Span.Clear();
        }

        var length = System.Text.Encoding.UTF8.GetByteCount(text);
        while (_bytes.Length - _used < length)
        {
            _bytes = _memory.Grow(_bytes, _used);
        }

        System.Text.Encoding.UTF8.GetBytes(text, _bytes.Span[_used..]);
        _used += length;
    }
}
