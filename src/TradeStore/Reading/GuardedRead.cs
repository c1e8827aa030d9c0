using TradeStore.DuckDb.Engine;

namespace TradeStore.Reading;

/// <summary>One read from its start to its end: leases a reader, pins what it reads, and is stopped at the timeout or by the caller.</summary>
internal static class GuardedRead
{
    /// <summary>Runs a read on a reader's thread, in a READ ONLY transaction.</summary>
    public static async Task<TResult> RunAsync<TResult>(
        ReadContext context, ReadConsistency consistency, Func<DuckDbSession, ReadTransaction, TResult> read, CancellationToken cancellationToken)
    {
        using var lease = await context.StartAsync(consistency, cancellationToken).ConfigureAwait(false);
        return await lease.Reader.RunAsync(session =>
        {
            using var guard = new QueryGuard(session, context.Options.QueryTimeout, context.Clock, cancellationToken);
            try
            {
                guard.ThrowIfStopped();
                using var transaction = new ReadTransaction(session, context.Maps);
                return read(session, transaction);
            }
            catch (DuckDbException exception)
            {
                throw guard.Explain(exception);
            }
        }).ConfigureAwait(false);
    }
}
