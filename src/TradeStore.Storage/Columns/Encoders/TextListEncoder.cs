using System.Runtime.InteropServices;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>Encodes lists of texts as codes into a dictionary of the batch.</summary>
internal sealed class TextListEncoder<TRow>(ColumnDefinition column, Func<TRow, IReadOnlyList<string>?> getter) : ColumnEncoder<TRow>
{
    private readonly TextDictionary _dictionary = new(column);
    private ValidityBuilder _validity;
    private BatchMemory _memory = null!;
    private Memory<byte> _ends;
    private Memory<byte> _elements;
    private int _rowCount;
    private int _count;

    public override void Begin(BatchMemory memory, int rowCount, in EncodingContext context)
    {
        _memory = memory;
        _rowCount = rowCount;
        _validity = new ValidityBuilder(memory, rowCount);
        _dictionary.Begin(memory);
        _ends = default;
        _elements = default;
        _count = 0;
    }

    public override void Encode(ReadOnlySpan<TRow> rows, int start)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var list = getter(rows[i]);
            if (list is null)
            {
                _validity.SetNull(start + i);
            }
            else
            {
                Add(list, start + i);
            }

            if (!_ends.IsEmpty)
            {
                MemoryMarshal.Cast<byte, int>(_ends.Span)[start + i] = _count;
            }
        }
    }

    public override ColumnData Finish() => new()
    {
        IsAllNull = _validity.IsAllNull,
        Validity = _validity.Bits,
        Values = _ends,
        Elements = _elements[..(_count * sizeof(int))],
        Offsets = _dictionary.Offsets,
        Bytes = _dictionary.Bytes,
    };

    private void Add(IReadOnlyList<string> list, int row)
    {
        if (_ends.IsEmpty)
        {
            _ends = _memory.Allocate(_rowCount * sizeof(int));
            _ends.Span.Clear();
        }

        for (var k = 0; k < list.Count; k++)
        {
            var text = list[k] ?? throw new RefusedValueException(row, column.Name, null, $"element {k} of the list is missing.");
            if (_elements.Length < (_count + 1) * sizeof(int))
            {
                _elements = _memory.Grow(_elements, _count * sizeof(int));
            }

            MemoryMarshal.Cast<byte, int>(_elements.Span)[_count++] = _dictionary.Code(text, row);
        }
    }
}
