using TradeStore.Errors;

namespace TradeStore.Ingest;

/// <summary>
/// A bounded queue of writes. Its room is counted in bytes and given back when a batch is applied to the engine, so that it bounds
/// what waits for the journal and what the engine lags behind alike.
/// </summary>
internal sealed class IngestLane(Lane lane, long capacity, TimeSpan maximumWait, TimeProvider clock, Action wake)
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingWrite> _queue = [];
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private long _used;
    private long _dropped;
    private Exception? _closed;

    /// <summary>Gets the number of batches this lane has dropped.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

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

    /// <summary>Queues a write, waiting for room where the lane waits.</summary>
    /// <exception cref="TradeStoreException">No room within the maximum wait (<see cref="TradeStoreErrorCode.IngestTimeout"/>).</exception>
    public async ValueTask EnqueueAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        while (!TryEnqueue(write, out var turn))
        {
            await WaitAsync(turn, cancellationToken).ConfigureAwait(false);
        }

        wake();
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
            LetNextTry();
        }
    }

    /// <summary>Refuses all further writes and fails those that wait for room; what is queued is still written.</summary>
    public void Close(Exception reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            foreach (var turn in _waiting)
            {
                turn.TrySetResult();
            }

            _waiting.Clear();
        }
    }

    private bool TryEnqueue(PendingWrite write, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out TaskCompletionSource? turn)
    {
        lock (_gate)
        {
            if (_closed is not null)
            {
                throw _closed;
            }

            turn = null;
            if (lane == Lane.Telemetry)
            {
                DropUntilThereIsRoom(write.Bytes);
            }
            else if (_used > 0 && _used + write.Bytes > capacity)
            {
                turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.AddLast(turn);
                return false;
            }

            _used += write.Bytes;
            write.Lane = this;
            _queue.Enqueue(write);
            return true;
        }
    }

    private void DropUntilThereIsRoom(long bytes)
    {
        while (_used + bytes > capacity && _queue.TryDequeue(out var oldest))
        {
            _used -= oldest.Bytes;
            oldest.Lane = null;
            oldest.Release();
            oldest.Acknowledge();
            Interlocked.Increment(ref _dropped);
        }
    }

    private async ValueTask WaitAsync(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        try
        {
            await turn.Task.WaitAsync(maximumWait, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            lock (_gate)
            {
                // A turn that came at the same moment goes to the next in line.
                if (!_waiting.Remove(turn))
                {
                    LetNextTry();
                }
            }

            if (exception is OperationCanceledException)
            {
                throw;
            }

            throw new TradeStoreException(
                TradeStoreErrorCode.IngestTimeout,
                $"The {lane} lane stayed full ({capacity:N0} bytes) for {maximumWait.TotalSeconds:0.#} s: the disk or the engine cannot keep up. "
                    + "Write slower, or raise Ingest.LaneCapacity or Ingest.MaximumWait.",
                exception);
        }
    }

    private void LetNextTry()
    {
        if (_waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            first.Value.TrySetResult();
        }
    }
}
