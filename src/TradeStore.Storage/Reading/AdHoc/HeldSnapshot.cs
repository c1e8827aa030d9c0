using System.Collections.Concurrent;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>A reader that stays in one transaction while piece after piece of work is brought to it.</summary>
/// <remarks>It ends when it is told to, when the store is closed, and when a checkpoint waits for it and it is older than a snapshot may be: a caller who forgets it keeps nobody waiting for ever.</remarks>
internal sealed class HeldSnapshot : IAsyncDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly ReaderLease _lease;
    private ReadTransaction? _transaction;
    private Task _ended = Task.CompletedTask;
    private int _busy;

    private HeldSnapshot(ReaderLease lease) => _lease = lease;

    /// <summary>Gets the reader's lease.</summary>
    public ReaderLease Lease => _lease;

    /// <summary>Gets a token that is cancelled when the transaction is to end.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Gets the transaction, for work on the reader's thread.</summary>
    public ReadTransaction Transaction => _transaction!;

    /// <summary>Leases a reader and takes a snapshot, in which all is seen that was acknowledged before.</summary>
    public static async Task<HeldSnapshot> TakeAsync(ReadContext context, CancellationToken cancellationToken)
    {
        var lease = await context.StartAsync(ReadConsistency.Latest, [.. context.Catalog.All], cancellationToken).ConfigureAwait(false);
        var held = new HeldSnapshot(lease);
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        held._ended = lease.RunAsync(session => held.Hold(session, context, taken, cancellationToken));
        await taken.Task.ConfigureAwait(false);
        return held;
    }

    /// <summary>Runs work on the reader's thread, within the transaction.</summary>
    /// <exception cref="InvalidOperationException">Other work is under way: the rows of a command are read, or its reader disposed, before the next one.</exception>
    public Task RunAsync(Func<DuckDbSession, bool> work)
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
        {
            throw new InvalidOperationException("The rows of another command are being read in the transaction; read them to their end, or dispose their reader, before.");
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(() => Run(work, done), CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // It takes no more work, or is disposed.
            Volatile.Write(ref _busy, 0);
            throw Ended();
        }

        return done.Task;
    }

    /// <summary>Ends the transaction, and what is read in it; the reader goes back to the pool.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_ended).ConfigureAwait(false);
        _work.Dispose();
    }

    private void Run(Func<DuckDbSession, bool> work, TaskCompletionSource done)
    {
        try
        {
            if (_transaction is null)
            {
                throw Ended();
            }

            work(_lease.Reader.Session);
            Volatile.Write(ref _busy, 0);
            done.SetResult();
        }
#pragma warning disable CA1031 // Goes to the caller, who awaits the task.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Volatile.Write(ref _busy, 0);
            done.SetException(exception);
        }
    }

    private bool Hold(DuckDbSession session, ReadContext context, TaskCompletionSource taken, CancellationToken cancellationToken)
    {
        try
        {
            using var guard = new QueryGuard(_lease, context.Options.QueryTimeout, context.Clock, cancellationToken);
            try
            {
                _transaction = new ReadTransaction(session, context.Maps);
            }
            catch (DuckDbException exception)
            {
                throw guard.Explain(exception);
            }
        }
#pragma warning disable CA1031 // Goes to the caller, who awaits the task.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            taken.SetException(exception);
            return false;
        }

        // The views that are made within the transaction go with it.
        var shown = new Dictionary<TableSchema, ViewSources>(_lease.Reader.Views);
        taken.SetResult();
        using (_transaction)
        {
            RunAll();
        }

        _lease.Reader.Views.Clear();
        foreach (var (table, sources) in shown)
        {
            _lease.Reader.Views.Add(table, sources);
        }

        return true;
    }

    private void RunAll()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, _lease.Revoked, _lease.LettingGo);
        try
        {
            while (true)
            {
                _work.Take(either.Token)();
            }
        }
        catch (OperationCanceledException)
        {
            // What was brought a moment too late is told so.
            _transaction = null;
            _work.CompleteAdding();
            foreach (var late in _work.GetConsumingEnumerable(CancellationToken.None))
            {
                late();
            }
        }
    }

    private Exception Ended() => _lease.Revocation is { } revocation ? revocation()
        : _ending.IsCancellationRequested ? new InvalidOperationException("The transaction has ended.")
        : new TradeStoreException(
            TradeStoreErrorCode.SnapshotReleased,
            "The transaction was ended, since it was older than Readers.MaximumSnapshotAge and a checkpoint waited for it. Begin another one, which reads what is there now, or raise the option.");
}
