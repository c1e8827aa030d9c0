using TradeStore.DuckDb.Data.Columns;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Data;

/// <content>The values of the current row.</content>
public sealed partial class DuckDbDataReader
{
    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => Column(ordinal).IsNull(_row);

    /// <summary>
    /// The value, or <see cref="DBNull"/>. HUGEINT (what sums of integers are) comes as <see cref="decimal"/>; ask for <see cref="Int128"/> where
    /// that is too small.
    /// </summary>
    public override object GetValue(int ordinal)
    {
        var column = Column(ordinal);
        return column.IsNull(_row) ? DBNull.Value : column.GetValue(_row);
    }

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var count = Math.Min(values.Length, FieldCount);
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            values[ordinal] = GetValue(ordinal);
        }

        return count;
    }

    /// <summary>The value as <typeparamref name="T"/>; NULL is null when <typeparamref name="T"/> is a nullable value type.</summary>
    /// <exception cref="InvalidCastException">It is none, or is NULL.</exception>
    /// <exception cref="OverflowException">It is outside the range of <typeparamref name="T"/>.</exception>
    public override T GetFieldValue<T>(int ordinal)
    {
        var column = Column(ordinal);
        if (column.IsNull(_row))
        {
            return typeof(T) == typeof(object)
                ? (T)(object)DBNull.Value
                : Nullable.GetUnderlyingType(typeof(T)) is null ? throw IsNull(ordinal) : default!;
        }

        return column is ColumnReader<T> same ? same.Read(_row) : ScalarConversion.To<T>(column.GetValue(_row))!;
    }

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => GetFieldValue<bool>(ordinal);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => GetFieldValue<byte>(ordinal);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => GetFieldValue<short>(ordinal);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => NotNull(ordinal).GetInt32(_row);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => NotNull(ordinal).GetInt64(_row);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => GetFieldValue<float>(ordinal);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => NotNull(ordinal).GetDouble(_row);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => NotNull(ordinal).GetDecimal(_row);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => GetFieldValue<DateTime>(ordinal);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => GetFieldValue<Guid>(ordinal);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => GetFieldValue<string>(ordinal);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => GetFieldValue<char>(ordinal);

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Copy(GetFieldValue<byte[]>(ordinal), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(GetString(ordinal).AsSpan(), dataOffset, buffer, bufferOffset, length);

    private static long Copy<T>(ReadOnlySpan<T> source, long dataOffset, T[]? buffer, int bufferOffset, int length)
    {
        if (buffer is null)
        {
            return source.Length;
        }

        var start = (int)Math.Min(dataOffset, source.Length);
        var count = Math.Min(length, source.Length - start);
        source.Slice(start, count).CopyTo(buffer.AsSpan(bufferOffset));
        return count;
    }

    private ColumnReader Column(int ordinal)
    {
        if (unchecked((uint)_row >= (uint)_rowsInChunk))
        {
            throw new InvalidOperationException("The reader is not at a row.");
        }

        return _columns[ordinal];
    }

    private ColumnReader NotNull(int ordinal)
    {
        var column = Column(ordinal);
        return column.IsNull(_row) ? throw IsNull(ordinal) : column;
    }

    private InvalidCastException IsNull(int ordinal) => new($"Column {ordinal} ('{GetName(ordinal)}') is NULL in this row.");
}
