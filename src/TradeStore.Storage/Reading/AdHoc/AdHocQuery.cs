using TradeStore.DuckDb.Native;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>Runs SQL over the logical tables: statements that only read, in one READ ONLY transaction.</summary>
internal sealed class AdHocQuery(ReadContext context)
{
    /// <summary>Runs a statement and returns its rows.</summary>
    public async Task<IReadOnlyList<T>> RunAsync<T>(string sql, object? parameters, CancellationToken cancellationToken)
    {
        var statement = new AdHocStatement<T>(sql, parameters);
        await RunAsync([statement], cancellationToken).ConfigureAwait(false);
        return statement.Rows;
    }

    /// <summary>Runs statements one after the other in one snapshot; no two of them may ask one table for different times.</summary>
    public async Task RunAsync(IReadOnlyList<AdHocStatement> statements, CancellationToken cancellationToken)
    {
        using var observed = new ObservedQuery(context.Telemetry, "query", table: null);
        observed.RunsCallers(string.Join(";\n", statements.Select(s => s.Sql)));
        try
        {
            await RunAsync(statements, observed, cancellationToken).ConfigureAwait(false);
            observed.Completed(statements.Sum(s => s.RowCount));
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

    private async Task RunAsync(IReadOnlyList<AdHocStatement> statements, ObservedQuery observed, CancellationToken cancellationToken)
    {
        using var lease = await context.StartAsync(ReadConsistency.Latest, [.. statements.SelectMany(s => LogicalViews.Named(context.Catalog, s.Sql))], cancellationToken).ConfigureAwait(false);
        observed.Leased();
        await lease.RunAsync(_ =>
        {
            using var guard = new QueryGuard(lease, context.Options.QueryTimeout, context.Clock, cancellationToken);
            try
            {
                guard.ThrowIfStopped();
                Run(lease.Reader, guard, statements);
                return true;
            }
            catch (DuckDbException exception)
            {
                throw guard.Explain(exception);
            }
        }).ConfigureAwait(false);
    }

    private void Run(Reader reader, QueryGuard guard, IReadOnlyList<AdHocStatement> statements)
    {
        var guarded = new List<GuardedStatement>();
        try
        {
            guarded.AddRange(statements.Select(s => GuardedStatement.Of(reader.Session, s.Sql, s.Parameters, context.Catalog)));
            using var snapshot = AdHocSnapshot.Begin(context, reader, guard, guarded);
            foreach (var (statement, asked) in statements.Zip(guarded))
            {
                try
                {
                    using var result = asked.Execute(reader.Session);
                    statement.Read(result);
                }
                catch (DuckDbException exception)
                {
                    throw snapshot.Explain(guard, asked, exception);
                }
            }
        }
        finally
        {
            guarded.ForEach(s => s.Dispose());
        }
    }
}
