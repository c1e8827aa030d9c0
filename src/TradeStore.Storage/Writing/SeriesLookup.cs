using TradeStore.Storage.Columns;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>Finds the series of a batch's rows: one look-up by text for each series of the batch, an array index for each row.</summary>
internal sealed class SeriesLookup
{
    private const int LargestTable = 1 << 16;
    private readonly ColumnBatch _batch;
    private readonly OrderedKey _key;
    private readonly PartitionState _partition;
    private readonly SeriesState?[] _byCode;

    public SeriesLookup(ColumnBatch batch, OrderedKey key, PartitionState partition)
    {
        _batch = batch;
        _key = key;
        _partition = partition;
        var size = 1L;
        foreach (var column in _key.Series)
        {
            size = Math.Min(size * batch.Column(column).DictionarySize, LargestTable + 1L);
        }

        _byCode = size <= LargestTable ? new SeriesState?[size] : [];
    }

    public SeriesState Find(int row)
    {
        if (_byCode.Length == 0)
        {
            return _partition.Series(Name(row));
        }

        var index = 0;
        foreach (var column in _key.Series)
        {
            ref readonly var data = ref _batch.Column(column);
            index = (index * data.DictionarySize) + data.ValuesAs<int>()[row];
        }

        return _byCode[index] ??= _partition.Series(Name(row));
    }

    private string Name(int row)
    {
        var parts = new string[_key.Series.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            ref readonly var data = ref _batch.Column(_key.Series[i]);
            parts[i] = System.Text.Encoding.UTF8.GetString(data.DictionaryEntry(data.ValuesAs<int>()[row]));
        }

        return PartitionState.SeriesName(parts);
    }
}

/// <summary>The highest key seen of one series (exchange, symbol …) of a partition.</summary>
internal sealed class SeriesState
{
    private long _time = long.MinValue;
    private long _sequence;

    /// <summary>Takes a key as the highest one if it is beyond; a key that is not may be a duplicate.</summary>
    public bool TryAdvance(long time, long sequence)
    {
        if (time < _time || (time == _time && sequence <= _sequence))
        {
            return false;
        }

        _time = time;
        _sequence = sequence;
        return true;
    }
}
