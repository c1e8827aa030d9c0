using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>Encodes values of fixed width.</summary>
internal sealed class FixedEncoder<TRow, TValue, TStored, TConverter>(ColumnDefinition column, Func<TRow, TValue?> getter, TConverter converter)
    : ColumnEncoder<TRow>
    where TValue : struct
    where TStored : unmanaged
    where TConverter : struct, IValueConverter<TValue, TStored>
{
    private BatchMemory _memory = null!;
    private EncodingContext _context;
    private ValidityBuilder _validity;
    private Memory<byte> _values;
    private int _rowCount;

    public override void Begin(BatchMemory memory, int rowCount, in EncodingContext context)
    {
        _memory = memory;
        _context = context;
        _rowCount = rowCount;
        _validity = new ValidityBuilder(memory, rowCount);
        _values = default;
    }

    public override void Encode(ReadOnlySpan<TRow> rows, int start)
    {
        var values = MemoryMarshal.Cast<byte, TStored>(_values.Span);
        for (var i = 0; i < rows.Length; i++)
        {
            var value = getter(rows[i]);
            TStored stored;
            if (value is { } present)
            {
                if (converter.Convert(present, _context, out stored) is { } reason)
                {
                    throw new RefusedValueException(start + i, column.Name, present, reason);
                }
            }
            else if (!converter.TryFill(_context, out stored))
            {
                if (!column.IsNullable)
                {
                    throw new RefusedValueException(start + i, column.Name, null, "a value is required.");
                }

                _validity.SetNull(start + i);
                continue;
            }

            if (values.IsEmpty)
            {
                values = Allocate();
            }

            values[start + i] = stored;
        }
    }

    public override ColumnData Finish() => new()
    {
        IsAllNull = _validity.IsAllNull,
        Validity = _validity.Bits,
        Values = _values,
    };

    // Columns without any value take no memory; NULLs before the first value read as zero, so that a frame never shows stale memory.
    private Span<TStored> Allocate()
    {
        _values = _memory.Allocate(_rowCount * Unsafe.SizeOf<TStored>());
        _values.Span.Clear();
        return MemoryMarshal.Cast<byte, TStored>(_values.Span);
    }
}
