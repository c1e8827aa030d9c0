namespace TradeStore.Storage.Writing;

/// <summary>How often the engine may be opened again: a failure that comes back at once each time is not helped by opening it once more.</summary>
internal sealed class RecoveryBudget(TimeProvider clock)
{
    private const int Most = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Queue<long> _times = [];

    /// <summary>Takes one recovery out of the budget; <see langword="false"/> when it would be one too many.</summary>
    public bool TryConsume()
    {
        while (_times.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) > Window)
        {
            _times.Dequeue();
        }

        _times.Enqueue(clock.GetTimestamp());
        return _times.Count <= Most;
    }
}
