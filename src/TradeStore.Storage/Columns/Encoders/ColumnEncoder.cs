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
