namespace TradeStore.DuckDb.Engine;

/// <summary>
/// Stops what runs on a session once one of its tokens is cancelled: the caller's, or that of a timeout, which DuckDB has none of. An interrupt
/// between two statements is lost, so it is repeated until this is disposed: make one around each call, and dispose it right after.
/// </summary>
public sealed class ExecutionLimit : IDisposable
{
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly DuckDbSession _session;
    private readonly CancellationTokenRegistration[] _registrations;
    private ITimer? _repeating;
    private bool _disposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="session">What to interrupt.</param>
    /// <param name="tokens">When one of these is cancelled.</param>
    public ExecutionLimit(DuckDbSession session, params ReadOnlySpan<CancellationToken> tokens)
    {
        ArgumentNullException.ThrowIfNull(session);
        _session = session;
        _registrations = new CancellationTokenRegistration[tokens.Length];
        for (var index = 0; index < tokens.Length; index++)
        {
            _registrations[index] = tokens[index].UnsafeRegister(static limit => ((ExecutionLimit)limit!).Stop(), this);
        }
    }

    /// <summary>Ends watching. No interrupt comes after this has returned.</summary>
    public void Dispose()
    {
        Array.ForEach(_registrations, static registration => registration.Dispose());
        lock (_gate)
        {
            _disposed = true;
            _repeating?.Dispose();
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _session.Interrupt();
                _repeating ??= TimeProvider.System.CreateTimer(static limit => ((ExecutionLimit)limit!).Stop(), this, RepeatAfter, RepeatAfter);
            }
        }
    }
}
