namespace TradeStore.Storage.Diagnostics;

/// <summary>How far the engine is behind the journal in time: one note a group, forgotten when it is visible.</summary>
internal sealed class ApplyLag(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Sequence, long At)> _groups = [];

    /// <summary>Notes that everything up to a sequence number is acknowledged now.</summary>
    /// <param name="sequence">The sequence number.</param>
    /// <param name="visible">Up to which sequence number everything is visible.</param>
    public void Note(long sequence, long visible)
    {
        lock (_gate)
        {
            Forget(visible);
            _groups.Enqueue((sequence, clock.GetTimestamp()));
        }
    }

    /// <summary>Returns how long the oldest group that is not visible has been acknowledged; zero when all are visible.</summary>
    public TimeSpan Age(long visible)
    {
        lock (_gate)
        {
            Forget(visible);
            return _groups.TryPeek(out var oldest) ? clock.GetElapsedTime(oldest.At) : TimeSpan.Zero;
        }
    }

    private void Forget(long visible)
    {
        while (_groups.TryPeek(out var oldest) && oldest.Sequence <= visible)
        {
            _groups.Dequeue();
        }
    }
}
