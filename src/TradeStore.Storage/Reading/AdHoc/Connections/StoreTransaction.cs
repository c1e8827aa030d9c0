using System.Data;
using System.Data.Common;

namespace TradeStore.Storage.Reading.AdHoc.Connections;

/// <summary>One snapshot for all commands of a connection, until it ends; committed or rolled back is the same, since nothing is written.</summary>
internal sealed class StoreTransaction(StoreConnection connection, HeldSnapshot snapshot) : DbTransaction
{
    private bool _isEnded;

#pragma warning disable MA0055 // What is let go of is a reader, and nobody else can tell that its transaction was forgotten.
    ~StoreTransaction() => ThreadPool.UnsafeQueueUserWorkItem(static held => _ = held.DisposeAsync().AsTask(), snapshot, preferLocal: false);
#pragma warning restore MA0055

    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    internal HeldSnapshot Snapshot => snapshot;

    protected override DbConnection? DbConnection => _isEnded ? null : connection;

    public override void Commit() => End(isDisposed: false).GetAwaiter().GetResult();

    public override Task CommitAsync(CancellationToken cancellationToken = default) => End(isDisposed: false);

    public override void Rollback() => End(isDisposed: false).GetAwaiter().GetResult();

    public override Task RollbackAsync(CancellationToken cancellationToken = default) => End(isDisposed: false);

    public override async ValueTask DisposeAsync()
    {
        await End(isDisposed: true).ConfigureAwait(false);
        GC.SuppressFinalize(this);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // The finalizer, if it comes, finds nothing to end.
            End(isDisposed: true).GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    private Task End(bool isDisposed)
    {
        if (_isEnded)
        {
            return isDisposed ? Task.CompletedTask : throw new InvalidOperationException("The transaction has ended.");
        }

        _isEnded = true;
        connection.Ended(this);
        return snapshot.DisposeAsync().AsTask();
    }
}
