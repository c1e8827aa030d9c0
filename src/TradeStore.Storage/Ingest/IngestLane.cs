using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Ingest;

/// <summary>
/// A bounded queue of writes. Its room is counted in bytes, taken before rows are encoded and given back when they are applied to the
/// engine, so that it bounds what callers encode, what waits for the journal and what the engine lags behind alike. Whoever waits gets one
/// answer: every change of who waits, and of whether the lane is closed, is made under one lock.
/// </summary>
internal sealed partial class IngestLane(
    Lane lane, long capacity, TimeSpan maximumWait, TimeProvider clock, Action wake, Action? onFull = null, StoreTelemetry? telemetry = null)
{
    private readonly Lock _gate = new();
    private readonly Queue<LaneRoom> _queue = [];
    private readonly LinkedList<LaneRoom> _waiting = [];
    private long _used;
    private long _dropped;
    private int _depth;
    private Exception? _closed;

    /// <summary>Takes room for a write that is to be encoded, waiting where the lane waits; room is given in the order in which it was asked for.</summary>
    /// <param name="bytes">What the write is expected to take; corrected when it is queued.</param>
    /// <param name="keepsPlace">Whether a write that waits is queued where it would be had there been room at once; without, where it is when it is queued.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="TradeStoreException">No room within the maximum wait (<see cref="TradeStoreErrorCode.IngestTimeout"/>).</exception>
    public ValueTask<LaneRoom> ReserveAsync(long bytes, bool keepsPlace, CancellationToken cancellationToken)
    {
        // A lane that drops makes its room when it knows for what.
        var room = new LaneRoom(this, Name == Lane.Telemetry ? 0 : bytes) { WantsPlace = keepsPlace };
        lock (_gate)
        {
            if (_closed is not null)
            {
                throw _closed;
            }

            if (Name == Lane.Telemetry || (_waiting.Count == 0 && HasRoom(room.Bytes)))
            {
                _used += room.Bytes;
                return new(room);
            }

            room.Turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(room);
        }

        return WaitAsync(room, room.Turn, cancellationToken);
    }

    /// <summary>Queues a write, waiting for room where the lane waits; writes are queued in the order in which they came.</summary>
    /// <exception cref="TradeStoreException">No room within the maximum wait (<see cref="TradeStoreErrorCode.IngestTimeout"/>).</exception>
    public async ValueTask EnqueueAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        var room = await ReserveAsync(write.Bytes, keepsPlace: true, cancellationToken).ConfigureAwait(false);
        try
        {
            Enqueue(write, room);
        }
        catch
        {
            Return(room);
            throw;
        }
    }

    /// <summary>Queues a write in the room that was taken for it, which the write gives back from now on.</summary>
    public void Enqueue(PendingWrite write, LaneRoom room)
    {
        List<PendingWrite> dropped = [];
        lock (_gate)
        {
            if (_closed is not null)
            {
                throw _closed;
            }

            write.Room = room;
            if (Name == Lane.Telemetry)
            {
                dropped = MakeRoom(write);
            }

            if (!room.IsReturned)
            {
                _used += write.Bytes - room.Bytes;
                room.Bytes = write.Bytes;
                room.Write = write;
                _depth++;
                if (!room.HasPlace)
                {
                    _queue.Enqueue(room);
                }

                AdmitThoseWithRoom();
            }

            wake();
        }

        if (dropped.Count > 0)
        {
            Tell(dropped);
        }
    }

    /// <summary>Takes the writes out of the queue that were decided against the live state.</summary>
    public List<PendingWrite> TakeDecided()
    {
        lock (_gate)
        {
            var all = _queue.ToLookup(r => r.Write?.Decision is not null);
            _queue.Clear();
            all[false].ToList().ForEach(_queue.Enqueue);
            List<PendingWrite> decided = [.. all[true].Select(r => r.Write!)];
            _depth -= decided.Count;
            return decided;
        }
    }

    /// <summary>Takes the oldest write; none while the oldest has its place and is still being encoded, or takes other than so many bytes.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PendingWrite? write, long moreThan = -1, long atMost = long.MaxValue)
    {
        lock (_gate)
        {
            while (_queue.TryPeek(out var first) && (first.Write is not null || first.IsReturned || _closed is not null))
            {
                if (first.Write is { Bytes: var bytes } && (bytes <= moreThan || bytes > atMost))
                {
                    break;
                }

                _queue.Dequeue();
                if (first.Write is { } oldest)
                {
                    _depth--;
                    write = oldest;
                    return true;
                }
            }

            write = null;
            return false;
        }
    }

    /// <summary>Refuses all further writes and fails those that wait for room; what is queued is still written.</summary>
    public void Close(Exception reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            foreach (var room in _waiting)
            {
                room.Turn!.TrySetException(reason);
            }

            _waiting.Clear();
        }
    }

    // Takes out the oldest that wait for the journal; where what the engine lags behind leaves no room without them, the newest goes, too.
    private List<PendingWrite> MakeRoom(PendingWrite write)
    {
        var dropped = new List<PendingWrite>();
        while (!HasRoom(write.Bytes) && _queue.TryDequeue(out var oldest))
        {
            _depth--;
            dropped.Add(oldest.Write!);
            Return(oldest);
        }

        if (!HasRoom(write.Bytes))
        {
            dropped.Add(write);
            Return(write.Room!);
        }

        return dropped;
    }

    private void Tell(List<PendingWrite> dropped)
    {
        foreach (var write in dropped)
        {
            write.Release();
            write.Acknowledge();
            Interlocked.Increment(ref _dropped);
            Telemetry?.Metrics.Dropped(write.Batches[0].Table, Name);
        }

        Telemetry?.Dropped(dropped.Count, Dropped);
    }
}
