using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading;

/// <summary>One read from its start to its end: leases a reader, pins what it reads, and is stopped at the timeout or by the caller.</summary>
internal static class GuardedRead
{
    /// <summary>Runs a read on a reader's thread, in a READ ONLY transaction.</summary>
    public static async Task<TResult> RunAsync<TResult>(
        ReadContext context,
        string operation,
        TableSchema table,
        ReadConsistency consistency,
        Func<DuckDbSession, ReadTransaction, ObservedQuery, TResult> read,
        CancellationToken cancellationToken)
    {
        using var observed = new ObservedQuery(context.Telemetry, operation, table.Name);
        try
        {
            using var lease = await context.StartAsync(consistency, [table], cancellationToken).ConfigureAwait(false);
            observed.Leased();
            return await lease.RunAsync(session => Run(context, table, lease, session, read, observed, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            observed.Failed(exception);
            if (exception is StoreCorruptException)
            {
                await context.Damages.WriteAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    private static TResult Run<TResult>(
        ReadContext context, TableSchema table, ReaderLease lease, DuckDbSession session, Func<DuckDbSession, ReadTransaction, ObservedQuery, TResult> read, ObservedQuery observed, CancellationToken cancellationToken)
    {
        using var guard = new QueryGuard(lease, context.Options.QueryTimeout, context.Clock, cancellationToken);
        try
        {
            guard.ThrowIfStopped();
            using var transaction = new ReadTransaction(session, context.Maps);
            try
            {
                return read(session, transaction, observed);
            }
            catch (DuckDbException exception)
            {
                throw guard.Explain(exception, new DamageSearch(transaction.Map, [table]));
            }
        }
        catch (DuckDbException exception)
        {
            throw guard.Explain(exception);
        }
    }
}
