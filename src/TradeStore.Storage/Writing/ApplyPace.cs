using TradeStore.Storage.Configuration;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;

namespace TradeStore.Storage.Writing;

/// <summary>
/// How long journalled rows may pile up before they are applied. Larger transactions cost less a row, but a read that comes must wait
/// until the pile is applied: so piles stay small while the store is read, and grow while it is only written.
/// </summary>
internal sealed class ApplyPace(WritingOptions options, IngestLanes lanes, TimeProvider clock)
{
    // What is applied in about a millisecond is not worth piling up further, whoever reads.
    private const int SmallPile = 2_000;
    private static readonly TimeSpan DelayOfSmallPiles = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan DelayWhileRead = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan ReadMemory = TimeSpan.FromSeconds(1);

    /// <summary>Returns the longest time from a pile's first row to its application.</summary>
    public TimeSpan Delay(long rows, ReadBarrier barrier)
    {
        if (barrier.HasWaiters || lanes.IsFull)
        {
            return TimeSpan.Zero;
        }

        var delay = clock.GetElapsedTime(barrier.LastRead) < ReadMemory ? DelayWhileRead : rows <= SmallPile ? DelayOfSmallPiles : options.MaximumDelay;
        return delay < options.MaximumDelay ? delay : options.MaximumDelay;
    }
}
