namespace TradeStore.Storage.Writing;

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
