using TradeStore.Diagnostics;
using TradeStore.Errors;
using TradeStore.Schema;

namespace TradeStore.Ingest;

/// <summary>
/// A bounded queue of writes. Its room is counted in bytes and given back when a batch is applied to the engine, so that it bounds
/// what waits for the journal and what the engine lags behind alike.
/// </summary>
internal sealed partial class IngestLane(
    Lane lane, long capacity, TimeSpan maximumWait, TimeProvider clock, Action wake, Action? onFull = null, StoreTelemetry? telemetry = null)
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingWrite> _queue = [];
    private readonly LinkedList<(PendingWrite Write, TaskCompletionSource Admitted)> _waiting = [];
    private long _used;
    private long _dropped;
    private TaskCompletionSource? _room;
    private Exception? _closed;

    /// <summary>Queues a write, waiting for room where the lane waits; writes are queued in the order in which they came.</summary>
    /// <exception cref="TradeStoreException">No room within the maximum wait (<see cref="TradeStoreErrorCode.IngestTimeout"/>).</exception>
    public ValueTask EnqueueAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        LinkedListNode<(PendingWrite Write, TaskCompletionSource Admitted)>? place = null;
        var dropped = 0;
        lock (_gate)
        {
            if (_closed is not null)
            {
                throw _closed;
            }

            if (Name == Lane.Telemetry)
            {
                dropped = DropUntilThereIsRoom(write.Bytes);
            }

            if (Name == Lane.Telemetry || (_waiting.Count == 0 && HasRoom(write)))
            {
                Admit(write);
                wake();
            }
            else
            {
                place = _waiting.AddLast((write, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
            }
        }

        if (dropped > 0)
        {
            Telemetry?.Dropped(dropped, Dropped);
        }

        if (place is null)
        {
            return ValueTask.CompletedTask;
        }

        onFull?.Invoke();
        return WaitAsync(place, cancellationToken);
    }

    /// <summary>Waits until there is room, for a write that must be queued in the moment in which it is decided.</summary>
    /// <exception cref="TradeStoreException">No room within the maximum wait (<see cref="TradeStoreErrorCode.IngestTimeout"/>).</exception>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        Task? room;
        lock (_gate)
        {
            room = _closed is null && _used >= Capacity ? (_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : null;
        }

        try
        {
            if (room is not null)
            {
                onFull?.Invoke();
                await room.WaitAsync(maximumWait, clock, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (TimeoutException exception)
        {
            throw StayedFull(exception);
        }
    }

    /// <summary>Queues a write at once, whatever room there is: those who wait for room first go beyond it by no more than what each of them writes.</summary>
    public void Enqueue(PendingWrite write)
    {
        lock (_gate)
        {
            if (_closed is not null)
            {
                throw _closed;
            }

            Admit(write);
        }

        wake();
    }

    /// <summary>Takes the writes out of the queue that were decided against the live state.</summary>
    public List<PendingWrite> TakeDecided()
    {
        lock (_gate)
        {
            var all = _queue.ToLookup(w => w.Decision is not null);
            _queue.Clear();
            all[false].ToList().ForEach(_queue.Enqueue);
            return [.. all[true]];
        }
    }

    /// <summary>Takes the oldest write.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PendingWrite? write)
    {
        lock (_gate)
        {
            return _queue.TryDequeue(out write);
        }
    }

    /// <summary>Gives room back.</summary>
    public void Release(long bytes)
    {
        lock (_gate)
        {
            _used -= bytes;
            AdmitThoseWithRoom();
            if (_used < Capacity)
            {
                _room?.TrySetResult();
                _room = null;
            }
        }
    }

    /// <summary>Refuses all further writes and fails those that wait for room; what is queued is still written.</summary>
    public void Close(Exception reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            foreach (var (_, admitted) in _waiting)
            {
                admitted.TrySetException(reason);
            }

            _waiting.Clear();
            _room?.TrySetResult();
            _room = null;
        }
    }

    // A batch larger than the whole lane passes when it is alone.
    private bool HasRoom(PendingWrite write) => _used == 0 || _used + write.Bytes <= Capacity;

    private void Admit(PendingWrite write)
    {
        _used += write.Bytes;
        write.Lane = this;
        _queue.Enqueue(write);
    }

    private void AdmitThoseWithRoom()
    {
        var any = false;
        while (_waiting.First is { } first && HasRoom(first.Value.Write))
        {
            _waiting.RemoveFirst();
            Admit(first.Value.Write);
            first.Value.Admitted.TrySetResult();
            any = true;
        }

        if (any)
        {
            wake();
        }
    }

    private int DropUntilThereIsRoom(long bytes)
    {
        var dropped = 0;
        while (_used + bytes > Capacity && _queue.TryDequeue(out var oldest))
        {
            _used -= oldest.Bytes;
            oldest.Lane = null;
            oldest.Release();
            oldest.Acknowledge();
            Interlocked.Increment(ref _dropped);
            Telemetry?.Metrics.Dropped(oldest.Batches[0].Table, Name);
            dropped++;
        }

        return dropped;
    }

    private async ValueTask WaitAsync(LinkedListNode<(PendingWrite Write, TaskCompletionSource Admitted)> place, CancellationToken cancellationToken)
    {
        try
        {
            await place.Value.Admitted.Task.WaitAsync(maximumWait, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            if (!TryLeave(place))
            {
                // Admitted in the same moment: the write is on its way, and its acknowledgement tells how it ends.
                return;
            }

            if (exception is OperationCanceledException)
            {
                throw;
            }

            throw StayedFull(exception);
        }
    }

    private TradeStoreException StayedFull(Exception cause) => new(
        TradeStoreErrorCode.IngestTimeout,
        $"The {Name} lane stayed full ({Capacity:N0} bytes) for {maximumWait.TotalSeconds:0.#} s: the disk or the engine cannot keep up. "
            + "Write slower, or raise Ingest.LaneCapacity or Ingest.MaximumWait.",
        cause);

    private bool TryLeave(LinkedListNode<(PendingWrite Write, TaskCompletionSource Admitted)> place)
    {
        lock (_gate)
        {
            if (place.List is null)
            {
                return false;
            }

            _waiting.Remove(place);
            AdmitThoseWithRoom();
            return true;
        }
    }
}
