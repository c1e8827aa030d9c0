namespace TradeStore.DuckDb.Engine;

/// <summary>
/// Stops what runs on a session when its time is over or its token is cancelled. Make one around each call, and dispose it right after: from
/// then on nothing is interrupted any more. A lost interrupt (between two statements, say) is repeated.
/// </summary>
public sealed class ExecutionLimit : IDisposable
{
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly DuckDbSession _session;
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _cancellationToken;
    private readonly ITimer? _timer;
    private readonly CancellationTokenRegistration _registration;
    private ITimer? _repeat;
    private bool _timedOut;
    private bool _stopped;
    private bool _disposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="session">What to interrupt.</param>
    /// <param name="timeout">After this time; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    /// <param name="cancellationToken">When this is cancelled.</param>
    /// <param name="timeProvider">The clock for <paramref name="timeout"/>; the system's by default.</param>
    public ExecutionLimit(DuckDbSession session, TimeSpan timeout, CancellationToken cancellationToken, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        _session = session;
        _timeout = timeout;
        _cancellationToken = cancellationToken;
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            _timer = (timeProvider ?? TimeProvider.System).CreateTimer(
                static limit => ((ExecutionLimit)limit!).Stop(timedOut: true), this, timeout, Timeout.InfiniteTimeSpan);
        }

        _registration = cancellationToken.UnsafeRegister(static limit => ((ExecutionLimit)limit!).Stop(), this);
    }

    /// <summary>Stops what runs now, from any thread.</summary>
    public void Stop() => Stop(timedOut: false);

    /// <summary>What an error means to the caller.</summary>
    /// <returns>
    /// For an interrupt: <see cref="DuckDbTimeoutException"/> when the time was over, <see cref="OperationCanceledException"/> when the token was
    /// cancelled. Else the error itself.
    /// </returns>
    public Exception Explain(DuckDbException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        lock (_gate)
        {
            if (!error.IsInterrupt || !_stopped)
            {
                return error;
            }

            if (_timedOut)
            {
                return new DuckDbTimeoutException(_timeout, error);
            }

            return _cancellationToken.IsCancellationRequested
                ? new OperationCanceledException("The query was cancelled and stopped.", error, _cancellationToken)
                : error;
        }
    }

    /// <summary>Ends watching. No interrupt comes after this has returned.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _timer?.Dispose();
        _repeat?.Dispose();
        _registration.Dispose();
    }

    private void Stop(bool timedOut)
    {
        lock (_gate)
        {
            if (_disposed || _stopped)
            {
                return;
            }

            _stopped = true;
            _timedOut = timedOut;
            _session.Interrupt();
            _repeat = TimeProvider.System.CreateTimer(static limit => ((ExecutionLimit)limit!).Repeat(), this, RepeatAfter, RepeatAfter);
        }
    }

    private void Repeat()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _session.Interrupt();
            }
        }
    }
}
