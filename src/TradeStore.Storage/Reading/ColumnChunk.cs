using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Reading;

/// <summary>Up to 2,048 rows of a stream, as columns. Valid until the stream moves on; copy what must live longer.</summary>
public sealed class ColumnChunk
{
    private readonly string[] _names;
    private DataChunk? _chunk;

    internal ColumnChunk(string[] names) => _names = names;

    /// <summary>Gets the number of rows.</summary>
    public int RowCount => Chunk.RowCount;

    /// <summary>Gets the SQL names of the columns, in order.</summary>
    public IReadOnlyList<string> ColumnNames => _names;

    /// <summary>Gets the rows themselves, for as long as the stream shows them.</summary>
    internal DataChunk Data => Chunk;

    private DataChunk Chunk => _chunk ?? throw new InvalidOperationException("The stream has moved on; a chunk is valid until the next one is asked for.");

    /// <summary>Returns the position of a column.</summary>
    /// <param name="name">The SQL name.</param>
    /// <exception cref="ArgumentException">The stream has no such column.</exception>
    public int IndexOf(string name)
    {
        var index = Array.IndexOf(_names, name);
        return index >= 0 ? index : throw new ArgumentException($"The stream has no column '{name}'. It has: {string.Join(", ", _names)}.", nameof(name));
    }

    /// <summary>
    /// Returns a column's stored values without a copy: <see cref="long"/> for TIMESTAMP (µs since 1970 UTC), BIGINT and DECIMAL of 10 to 18
    /// digits (value × 10^s, s its decimals), <see cref="Int128"/> for DECIMAL of more digits and UUID, <see cref="int"/> for INTEGER, DATE (days since 1970) and DECIMAL of
    /// 5 to 9 digits, <see cref="short"/> for DECIMAL of fewer, <see cref="double"/> and <see cref="bool"/>. What stands at a NULL is not defined.
    /// </summary>
    /// <typeparam name="T">The stored type.</typeparam>
    /// <param name="column">The position of the column.</param>
    /// <exception cref="InvalidOperationException">The column is not of that type.</exception>
    public ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged => Chunk.GetVector(column).Values<T>()[..RowCount];

    /// <summary>Returns one bit a row, 1 = present; empty when no row is NULL.</summary>
    /// <param name="column">The position of the column.</param>
    public ReadOnlySpan<ulong> Validity(int column) => Chunk.GetVector(column).Validity;

    /// <summary>Tells whether a value is NULL.</summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="row">The row, from 0.</param>
    public bool IsNull(int column, int row) => Chunk.GetVector(column).IsNull(row);

    /// <summary>Returns a text value as UTF-8, without a copy.</summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="row">The row, from 0.</param>
    public ReadOnlySpan<byte> Utf8(int column, int row) => Chunk.GetVector(column).GetUtf8(row);

    /// <summary>Returns a text value; <see langword="null"/> for NULL.</summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="row">The row, from 0.</param>
    public string? GetString(int column, int row)
    {
        var vector = Chunk.GetVector(column);
        return vector.IsNull(row) ? null : vector.GetString(row);
    }

    /// <summary>Returns a decimal value; <see langword="null"/> for NULL.</summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="OverflowException">The value has more digits than <see cref="decimal"/> holds; <see cref="Values{T}"/> has it whole.</exception>
    public decimal? GetDecimal(int column, int row)
    {
        var vector = Chunk.GetVector(column);
        if (vector.IsNull(row))
        {
            return null;
        }

        return vector.Type.Precision switch
        {
            <= 4 => DecimalConversion.FromScaled((long)vector.Values<short>()[row], vector.Type.Scale),
            <= 9 => DecimalConversion.FromScaled((long)vector.Values<int>()[row], vector.Type.Scale),
            <= 18 => DecimalConversion.FromScaled(vector.Values<long>()[row], vector.Type.Scale),
            _ => DecimalConversion.FromScaled(vector.Values<Int128>()[row], vector.Type.Scale),
        };
    }

    /// <summary>Returns a time (UTC); <see langword="null"/> for NULL.</summary>
    /// <param name="column">The position of the column.</param>
    /// <param name="row">The row, from 0.</param>
    public DateTime? GetTimestamp(int column, int row)
    {
        var vector = Chunk.GetVector(column);
        return vector.IsNull(row) ? null : TimestampConversion.FromMicroseconds(vector.Values<long>()[row]);
    }

    /// <summary>Moves on to other rows, or to none, and returns those it showed.</summary>
    internal DataChunk? Show(DataChunk? chunk)
    {
        var shown = _chunk;
        _chunk = chunk;
        return shown;
    }
}
