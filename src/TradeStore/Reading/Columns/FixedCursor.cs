using TradeStore.DuckDb.Vectors;

namespace TradeStore.Reading.Columns;

/// <summary>A column of fixed width, read as <typeparamref name="TValue"/>.</summary>
internal abstract class FixedCursor<TStored, TValue> : ColumnCursor
    where TStored : unmanaged
    where TValue : struct
{
    private TStored[] _values = [];

    public TValue Get(int row) => Convert(_values[row]);

    public TValue? GetNullable(int row) => IsNull(row) ? null : Convert(_values[row]);

    protected abstract TValue Convert(TStored stored);

    protected override void LoadValues(Vector vector, int rowCount)
    {
        if (_values.Length < rowCount)
        {
            _values = new TStored[DataChunk.Capacity];
        }

        vector.Values<TStored>()[..rowCount].CopyTo(_values);
    }
}
