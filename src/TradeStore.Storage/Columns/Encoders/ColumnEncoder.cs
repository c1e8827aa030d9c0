using System.Runtime.InteropServices;
using TradeStore.Storage.Configuration;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>Encodes one column of a batch, block of rows by block of rows; used again for the next batch.</summary>
internal abstract class ColumnEncoder<TRow>
{
    /// <summary>Estimates the bytes that texts of rows take which do not repeat; rows that are missing are refused later.</summary>
    public virtual long EstimateTexts(ReadOnlySpan<TRow> rows) => 0;

    /// <summary>Starts a batch.</summary>
    public abstract void Begin(BatchMemory memory, int rowCount, in EncodingContext context);

    /// <summary>Encodes rows, the first of which is row <paramref name="start"/> of the batch.</summary>
    /// <exception cref="RefusedValueException">A value breaks a rule.</exception>
    public abstract void Encode(ReadOnlySpan<TRow> rows, int start);

    /// <summary>Ends the batch.</summary>
    public abstract ColumnData Finish();
}

/// <summary>What the encoders of one batch share.</summary>
/// <param name="Now">The clock when the batch came in, microseconds since 1970 UTC.</param>
/// <param name="Precision">What becomes of times finer than a microsecond.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EncodingContext(long Now, TimePrecision Precision = TimePrecision.Cut)
{
    /// <summary>The latest time a row may carry: a day ahead of the clock.</summary>
    public const long LargestLead = 86_400_000_000;

    /// <summary>The first year of which there may be rows: older than the oldest series of prices, and later than a year that was left at its default.</summary>
    public const int FirstYear = 1800;

    /// <summary>What is said of a time before it.</summary>
    public const string TooEarly = "it is before 1800.";
}

/// <summary>Carries a refusal from a column up to the batch, which knows the table and makes the caller's error of it.</summary>
internal sealed class RefusedValueException(int rowIndex, string column, object? value, string reason) : Exception(reason)
{
    public int RowIndex { get; } = rowIndex;

    public string Column { get; } = column;

    public object? Value { get; } = value;
}

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
