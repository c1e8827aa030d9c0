using TradeStore.DuckDb.Vectors;

namespace TradeStore.Reading.Columns;

/// <summary>One column of the chunk that is being turned into rows.</summary>
internal abstract class ColumnCursor
{
    private ulong[] _validity = [];
    private bool _hasNulls;

    /// <summary>Takes the column of the next chunk in.</summary>
    public void Load(Vector vector, int rowCount)
    {
        var validity = vector.Validity;
        _hasNulls = !validity.IsEmpty;
        if (_hasNulls)
        {
            if (_validity.Length < validity.Length)
            {
                _validity = new ulong[validity.Length];
            }

            validity.CopyTo(_validity);
        }

        LoadValues(vector, rowCount);
    }

    public bool IsNull(int row) => _hasNulls && ((_validity[row >> 6] >> (row & 63)) & 1) == 0;

    protected abstract void LoadValues(Vector vector, int rowCount);
}
