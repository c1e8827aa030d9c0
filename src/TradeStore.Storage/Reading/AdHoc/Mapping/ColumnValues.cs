using TradeStore.DuckDb.Vectors;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>The values of one column of a chunk, in the type that the caller asked for.</summary>
internal abstract class ColumnValues
{
    /// <summary>Reads the values of a chunk.</summary>
    /// <param name="vector">The column.</param>
    /// <param name="count">How many rows the chunk has.</param>
    public abstract void Read(Vector vector, int count);
}

/// <summary>Values of a type, one after the other by way of an object: right for every column, and what a faster way falls back on to say what does not fit.</summary>
/// <param name="column">The column.</param>
internal class ColumnValues<TValue>(ResultColumn column) : ColumnValues
{
    /// <summary>Gets the values; behind those of the chunk that was read last there may be others.</summary>
    public TValue[] Values { get; private set; } = [];

    protected ResultColumn Column => column;

    public sealed override void Read(Vector vector, int count)
    {
        if (Values.Length < count)
        {
            Values = new TValue[count];
        }

        Fill(vector, Values.AsSpan(0, count));
    }

    /// <exception cref="Errors.InvalidQueryException">A value does not fit.</exception>
    protected virtual void Fill(Vector vector, Span<TValue> values)
    {
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = (TValue)ValueConversion.To(typeof(TValue), ResultValue.Read(vector, row, column.Name), column.Name)!;
        }
    }
}
