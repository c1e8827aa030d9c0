namespace TradeStore.Writing;

/// <summary>
/// Who may write the database file: transactions with rows beside each other, but a checkpoint or a DDL alone, since DuckDB refuses a
/// checkpoint beside another writer.
/// </summary>
internal sealed class MainDatabaseGate : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();

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
