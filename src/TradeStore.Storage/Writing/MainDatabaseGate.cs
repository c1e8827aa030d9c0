namespace TradeStore.Storage.Writing;

/// <summary>
/// Who may write the database file: transactions with rows beside each other, but a checkpoint or a DDL alone, since DuckDB refuses a
/// checkpoint beside another writer.
/// </summary>
internal sealed class MainDatabaseGate : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private int _builds;

    /// <summary>Gets a value indicating whether a long transaction goes on that would keep the engine from a checkpoint.</summary>
    public bool IsBuilding => Volatile.Read(ref _builds) > 0;

    /// <summary>Runs a long transaction that fills a table which nobody sees yet: it keeps nobody out, and checkpoints are put off meanwhile.</summary>
    public void Build(Action transaction)
    {
        Interlocked.Increment(ref _builds);
        try
        {
            transaction();
        }
        finally
        {
            Interlocked.Decrement(ref _builds);
        }
    }

    public void Write(Action transaction)
    {
        _lock.EnterReadLock();
        try
        {
            transaction();
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Alone(Action work) => Alone(() =>
    {
        work();
        return true;
    });

    public T Alone<T>(Func<T> work)
    {
        _lock.EnterWriteLock();
        try
        {
            return work();
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public void Dispose() => _lock.Dispose();
}
