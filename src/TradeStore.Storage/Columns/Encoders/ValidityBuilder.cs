using System.Runtime.InteropServices;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>Marks which rows are present; takes memory only once a row is NULL.</summary>
internal struct ValidityBuilder(BatchMemory memory, int rowCount)
{
    private Memory<byte> _bits;
    private int _nulls;

    public readonly bool IsAllNull => _nulls == rowCount;

    /// <summary>Gets the bits; empty when no row is NULL or all are.</summary>
    public readonly ReadOnlyMemory<byte> Bits => IsAllNull ? default : _bits;

    public void SetNull(int row)
    {
        if (_nulls++ == 0)
        {
            _bits = memory.Allocate(((rowCount + 63) >> 6) * sizeof(ulong));
            var words = MemoryMarshal.Cast<byte, ulong>(_bits.Span);
            words.Fill(ulong.MaxValue);
            if ((rowCount & 63) != 0)
            {
                words[^1] = (1UL << (rowCount & 63)) - 1;
            }
        }

        MemoryMarshal.Cast<byte, ulong>(_bits.Span)[row >> 6] &= ~(1UL << (row & 63));
    }
}
