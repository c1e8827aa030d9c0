using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading;

/// <summary>Stops a query at its timeout, by the caller's token or when the pool takes its reader back, and tells which it was.</summary>
internal sealed class QueryGuard : IDisposable
{
    private readonly ReaderLease _lease;
    private readonly CancellationToken _callersToken;
    private readonly CancellationTokenSource _limit;
    private readonly ExecutionLimit _execution;
    private readonly TimeSpan _timeout;

    public QueryGuard(ReaderLease lease, TimeSpan timeout, TimeProvider clock, CancellationToken callersToken)
    {
        _lease = lease;
        _timeout = timeout;
        _callersToken = callersToken;
        _limit = new CancellationTokenSource(timeout, clock);
        _execution = new ExecutionLimit(lease.Reader.Session, _limit.Token, lease.Revoked, callersToken);
    }

    /// <summary>Gets a value indicating whether the query is to end.</summary>
    public bool IsStopped => _limit.IsCancellationRequested || _lease.Revoked.IsCancellationRequested || _callersToken.IsCancellationRequested;

    /// <summary>Starts the time anew: a stream's timeout counts between its chunks.</summary>
    public void Restart()
    {
        if (!_limit.IsCancellationRequested)
        {
            _limit.CancelAfter(_timeout);
        }
    }

    /// <summary>Stops the time until <see cref="Restart"/>.</summary>
    public void Pause()
    {
        if (!_limit.IsCancellationRequested)
        {
            _limit.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Throws if the query is to end.</summary>
    public void ThrowIfStopped()
    {
        if (IsStopped)
        {
            throw Explain(cause: null);
        }
    }

    /// <summary>Makes the caller's error of what the engine threw.</summary>
    /// <param name="cause">What it threw.</param>
    /// <param name="damage">Finds what of the data that was read is damaged, while the read's map is pinned.</param>
    public Exception Explain(Exception? cause, DamageSearch? damage = null)
    {
        if (_callersToken.IsCancellationRequested)
        {
            return new OperationCanceledException("The query was cancelled.", cause, _callersToken);
        }

        if (_lease.Revocation is { } revocation)
        {
            return revocation();
        }

        if (_limit.IsCancellationRequested)
        {
            return new QueryTimeoutException(
                $"The query ran longer than {_timeout.TotalSeconds:0.###} s and was stopped. Ask for less at once, or raise Readers.QueryTimeout, or the timeout of this query.", cause);
        }

        return cause is DuckDbException failure
            ? damage?.Find(failure, () => IsStopped) is { } found
                ? found
                : failure.IsInterrupt || failure.IsFatal
                ? new TradeStoreException(TradeStoreErrorCode.EngineReopening, $"The engine is being closed or has failed: {failure.Message}", failure)
                : new TradeStoreException(TradeStoreErrorCode.QueryFailed, failure.Message, failure)
            : cause ?? new InvalidOperationException("The query was not stopped.");
    }

    public void Dispose()
    {
        _execution.Dispose();
        _limit.Dispose();
    }
}
