namespace TradeStore.Storage.Diagnostics;

/// <summary>Lets one pass in an interval and counts the others: what goes wrong a thousand times a second is told once.</summary>
internal sealed class RateLimit(TimeProvider clock, TimeSpan interval)
{
    private readonly Lock _gate = new();
    private long? _last;
    private long _suppressed;

    /// <summary>Notes a number of events; returns whether they may be told.</summary>
    /// <param name="count">The events that happened.</param>
    /// <param name="since">All of them since the last time this returned <see langword="true"/>.</param>
    public bool TryPass(long count, out long since)
    {
        lock (_gate)
        {
            _suppressed += count;
            since = _suppressed;
            if (_last is { } last && clock.GetElapsedTime(last) < interval)
            {
                return false;
            }

            _last = clock.GetTimestamp();
            _suppressed = 0;
            return true;
        }
    }
}
