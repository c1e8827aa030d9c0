using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Ingest;

/// <summary>The three lanes that lead to the journal, and the bell its thread waits for.</summary>
internal sealed class IngestLanes : IDisposable
{
    private readonly SemaphoreSlim _bell = new(0);
    private readonly IngestLane[] _lanes;
    private int _isRung;

    public IngestLanes(IngestOptions options, TimeProvider clock, Action? onFull = null, StoreTelemetry? telemetry = null) =>
        _lanes = [.. Enum.GetValues<Lane>().Select(lane => new IngestLane(lane, options.LaneCapacity, options.MaximumWait, clock, Ring, onFull, telemetry))];

    public IngestLane this[Lane lane] => _lanes[(int)lane];

    /// <summary>Gets a value indicating whether writes wait for the room of what is not applied yet.</summary>
    public bool IsFull => Array.Exists(_lanes, lane => lane.IsFull);

    /// <summary>Waits until something may be queued.</summary>
    public void Wait()
    {
        _bell.Wait();
        Volatile.Write(ref _isRung, 0);
    }

    /// <summary>Wakes the journal's thread.</summary>
    public void Ring()
    {
        if (Interlocked.Exchange(ref _isRung, 1) == 0)
        {
            _bell.Release();
        }
    }

    /// <summary>
    /// Takes what is waiting, in the order of the lanes, up to a number of bytes. A write that takes more alone is left at the head of its lane, and what is behind it
    /// there with it, unless it is trading.
    /// </summary>
    /// <param name="group">Where it goes.</param>
    /// <param name="maximumBytes">When the group is large enough.</param>
    /// <param name="except">A lane to leave out.</param>
    public void TakeGroup(List<PendingWrite> group, long maximumBytes, Lane? except = null)
    {
        long bytes = 0;
        foreach (var lane in _lanes)
        {
            var largest = lane.Name == Lane.Trading ? long.MaxValue : maximumBytes;
            while (bytes < maximumBytes && lane.Name != except && lane.TryTake(out var write, atMost: largest))
            {
                group.Add(write);
                bytes += write.Bytes;
            }
        }
    }

    /// <summary>Takes a write that is too large for a group, where one is at the head of its lane.</summary>
    public (PendingWrite Write, Lane Lane)? TryTakeLarge(long groupBytes)
    {
        foreach (var lane in _lanes)
        {
            if (lane.Name != Lane.Trading && lane.TryTake(out var write, moreThan: groupBytes))
            {
                return (write, lane.Name);
            }
        }

        return null;
    }

    public void Close(Exception reason)
    {
        foreach (var lane in _lanes)
        {
            lane.Close(reason);
        }

        Ring();
    }

    public void Dispose() => _bell.Dispose();
}
