using TradeStore.Diagnostics;
using TradeStore.Errors;
using TradeStore.Schema;

namespace TradeStore.Ingest;

/// <summary>
/// A bounded queue of writes. Its room is counted in bytes and given back when a batch is applied to the engine, so that it bounds
/// what waits for the journal and what the engine lags behind alike.
/// </summary>
internal sealed class IngestLane(
    Lane lane, long capacity, TimeSpan maximumWait, TimeProvider clock, Action wake, Action? onFull = null, StoreTelemetry? telemetry = null)
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingWrite> _queue = [];
    private readonly LinkedList<(PendingWrite Write, TaskCompletionSource Admitted)> _waiting = [];
    private long _used;
    private long _dropped;
    private Exception? _closed;

    /// <summary>Gets the number of batches this lane has dropped.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Gets what observes the store, for those who write into the lane.</summary>
    public StoreTelemetry? Telemetry { get; } = telemetry;

    /// <summary>Gets the bytes the lane may hold.</summary>
    public long Capacity { get; } = capacity;

    /// <summary>Gets the bytes of the batches that are not yet applied.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _used;
            }
        }
    }

    /// <summary>Gets a value indicating whether writes wait for room.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <summary>Gets the number of batches that wait for the journal.</summary>
    public int Depth
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

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

            if (lane == Lane.Telemetry)
            {
                dropped = DropUntilThereIsRoom(write.Bytes);
            }

            if (lane == Lane.Telemetry || (_waiting.Count == 0 && HasRoom(write)))
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
            Telemetry?.Metrics.Dropped(oldest.Batch.Table);
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

            throw new TradeStoreException(
                TradeStoreErrorCode.IngestTimeout,
                $"The {lane} lane stayed full ({Capacity:N0} bytes) for {maximumWait.TotalSeconds:0.#} s: the disk or the engine cannot keep up. "
                    + "Write slower, or raise Ingest.LaneCapacity or Ingest.MaximumWait.",
                exception);
        }
    }

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
