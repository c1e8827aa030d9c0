using TradeStore.Errors;

namespace TradeStore.Writing;

/// <summary>Lets a read wait until everything acknowledged before it is visible, and tells the writer to hurry.</summary>
internal sealed class ReadBarrier(Action hurry)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private Exception? _fault;
    private long _lastRead = long.MinValue / 2;
    private long _visible;
    private int _waiters;

    /// <summary>Gets the sequence number up to which every frame is visible to a read that starts now.</summary>
    public long Visible => Volatile.Read(ref _visible);

    /// <summary>Gets a value indicating whether a read waits.</summary>
    public bool HasWaiters => Volatile.Read(ref _waiters) > 0;

    /// <summary>Gets when a read last asked for everything acknowledged, as the clock's timestamp.</summary>
    public long LastRead => Volatile.Read(ref _lastRead);

    /// <summary>Waits until a sequence number is visible.</summary>
    /// <exception cref="QueryTimeoutException">The writer did not come that far in time.</exception>
    public async ValueTask WaitAsync(long sequence, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _lastRead, clock.GetTimestamp());
        if (Volatile.Read(ref _fault) is { } fault)
        {
            throw fault;
        }

        if (Visible >= sequence)
        {
            return;
        }

        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_fault is not null)
            {
                throw _fault;
            }

            if (_visible >= sequence)
            {
                return;
            }

            _waiting.Enqueue(turn, sequence);
        }

        Interlocked.Increment(ref _waiters);
        try
        {
            hurry();
            await turn.Task.WaitAsync(timeout, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new QueryTimeoutException(
                $"What was acknowledged before the read (sequence {sequence}) was not applied within {timeout.TotalSeconds:0.#} s; the engine is at {Visible}. "
                    + "Read with ReadConsistency.Applied to see what is applied, or raise Readers.QueryTimeout.",
                exception);
        }
        finally
        {
            Interlocked.Decrement(ref _waiters);
        }
    }

    /// <summary>Makes everything up to a sequence number visible.</summary>
    public void Advance(long sequence)
    {
        lock (_gate)
        {
            _visible = Math.Max(_visible, sequence);
            while (_waiting.TryPeek(out var turn, out var awaited) && awaited <= _visible)
            {
                _waiting.Dequeue();
                turn.TrySetResult();
            }
        }
    }

    /// <summary>Fails all reads that wait, and those that come.</summary>
    public void Fail(Exception reason)
    {
        lock (_gate)
        {
            _fault = reason;
            while (_waiting.TryDequeue(out var turn, out _))
            {
                turn.TrySetException(reason);
            }
        }
    }
}
