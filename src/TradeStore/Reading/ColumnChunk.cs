namespace TradeStore.Reading;

/// <summary>Up to 2,048 rows of a stream, as columns. Valid until the stream moves on; copy what must live longer.</summary>
public sealed class ColumnChunk
{
    /// <summary>Gets the number of rows.</summary>
    public int RowCount => throw new NotSupportedException();

    /// <summary>Gets the SQL names of the columns, in order.</summary>
    public IReadOnlyList<string> ColumnNames => throw new NotSupportedException();

    /// <summary>Returns the position of a column.</summary>
    /// <param name="name">The SQL name.</param>
    public int IndexOf(string name) => throw new NotSupportedException();

    /// <summary>
    /// Returns a column's stored values without a copy: <see cref="long"/> for TIMESTAMP (µs since 1970 UTC), BIGINT and DECIMAL(18,s)
    /// (value × 10^s), <see cref="Int128"/> for DECIMAL(28,s) and UUID, <see cref="int"/> for INTEGER and DATE (days since 1970),
    /// <see cref="double"/> and <see cref="bool"/>. What stands at a NULL is not defined.
    /// </summary>
    /// <typeparam name="T">The stored type.</typeparam>
    /// <param name="column">The position of the column.</param>
    public ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged => throw new NotSupportedException();

    /// <summary>Returns one bit a row, 1 = present; empty when no row is NULL.</summary>
    /// <param name="column">The position of the column.</param>
    public ReadOnlySpan<ulong> Validity(int column) => throw new NotSupportedException();

    /// <summary>Tells whether a value is NULL.</summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="row">The row, from 0.</param>
    public bool IsNull(int column, int row) => throw new NotSupportedException();

    /// <summary>Returns a text value as UTF-8, without a copy.</summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="row">The row, from 0.</param>
    public ReadOnlySpan<byte> Utf8(int column, int row) => throw new NotSupportedException();

    /// <summary>Returns a text value; <see langword="null"/> for NULL.</summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="row">The row, from 0.</param>
    public string? GetString(int column, int row) => throw new NotSupportedException();

    /// <summary>Returns a decimal value; <see langword="null"/> for NULL.</summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="row">The row, from 0.</param>
    public decimal? GetDecimal(int column, int row) => throw new NotSupportedException();

    /// <summary>Returns a time (UTC); <see langword="null"/> for NULL.</summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="row">The row, from 0.</param>
    public DateTime? GetTimestamp(int column, int row) => throw new NotSupportedException();
}
