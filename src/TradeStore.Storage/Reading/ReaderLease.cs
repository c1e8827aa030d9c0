using TradeStore.DuckDb.Engine;

namespace TradeStore.Storage.Reading;

/// <summary>
/// A reader for one piece of work: it goes back to the pool when the work has ended, whatever its caller does then, or when the lease is disposed
/// unused.
/// </summary>
internal sealed class ReaderLease(Reader reader, ReaderPool pool, long generation, long startedAt) : IDisposable
{
    private readonly CancellationTokenSource _revoking = new();
    private readonly CancellationTokenSource _lettingGo = new();
    private volatile Func<Exception>? _revocation;
    private ReaderPool? _pool = pool;
    private bool _isUsed;

    public Reader Reader { get; } = reader;

    /// <summary>Gets a token that is cancelled when the pool takes the reader back, whether its work has ended or not.</summary>
    public CancellationToken Revoked => _revoking.Token;

    /// <summary>Gets what makes the error of those who go on reading then; <see langword="null"/> unless the reader was taken back.</summary>
    public Func<Exception>? Revocation => _revocation;

    /// <summary>Gets when it began, as a clock's timestamp.</summary>
    public long StartedAt => startedAt;

    /// <summary>Gets a token that is cancelled when the snapshot that the work reads is to be let go of as soon as can be.</summary>
    public CancellationToken LettingGo => _lettingGo.Token;

    /// <summary>Runs the lease's one piece of work on the reader's thread.</summary>
    public Task<T> RunAsync<T>(Func<DuckDbSession, T> work)
    {
        ObjectDisposedException.ThrowIf(_isUsed || _pool is null, this);
        _isUsed = true;
        return Reader.RunAsync(work, Return);
    }

    public void Dispose()
    {
        if (!_isUsed)
        {
            Return();
        }
    }

    /// <summary>Has the work end; repeated until it has, since an interrupt that comes between two statements is lost.</summary>
    internal void Revoke(Func<Exception> reason)
    {
        if (Interlocked.CompareExchange(ref _revocation, reason, comparand: null) is null)
        {
            _revoking.Cancel();
        }

        Reader.Session.Interrupt();
    }

    /// <summary>Asks the work to end its transaction soon: a checkpoint waits for it.</summary>
    internal void AskToLetGo() => _lettingGo.Cancel();

    private void Return() => Interlocked.Exchange(ref _pool, null)?.Return(this, generation);
}
