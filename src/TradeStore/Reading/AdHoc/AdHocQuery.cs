using TradeStore.Diagnostics;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;

namespace TradeStore.Reading.AdHoc;

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
        await lease.RunAsync(session =>
        {
            using var guard = new QueryGuard(lease, context.Options.QueryTimeout, context.Clock, cancellationToken);
            try
            {
                guard.ThrowIfStopped();
                Run(lease.Reader, session, guard, statements);
                return true;
            }
            catch (DuckDbException exception)
            {
                throw guard.Explain(exception);
            }
        }).ConfigureAwait(false);
    }

    private void Run(Reader reader, DuckDbSession session, QueryGuard guard, IReadOnlyList<AdHocStatement> statements)
    {
        using var transaction = Begin(reader, session, guard, statements, out var damaged);
        foreach (var statement in statements)
        {
            Run(session, guard, statement, transaction, damaged);
        }
    }

    private void Run(DuckDbSession session, QueryGuard guard, AdHocStatement statement, ReadTransaction transaction, IReadOnlyList<DamagedView> damaged)
    {
        try
        {
            Run(session, statement);
        }
        catch (DuckDbException exception)
        {
            if (exception.ErrorType == DuckDbErrorType.Catalog && damaged.FirstOrDefault(d => exception.Message.Contains(d.Table.Name, StringComparison.OrdinalIgnoreCase)) is { } view)
            {
                throw view.Damage;
            }

            var explained = guard.Explain(exception, new DamageSearch(transaction.Map, LogicalViews.Named(context.Catalog, statement.Sql), isCallers: true));
            var isOfTheCaller = exception.ErrorType is DuckDbErrorType.Parser or DuckDbErrorType.Binder or DuckDbErrorType.Catalog or DuckDbErrorType.Permission;
            throw isOfTheCaller && explained is TradeStoreException { Code: TradeStoreErrorCode.QueryFailed } ? new InvalidQueryException(exception.Message, exception) : explained;
        }
    }

    private static void Run(DuckDbSession session, AdHocStatement asked)
    {
        RefusedFunctions.ThrowIfCalled(asked.Sql);
        using var statement = session.Prepare(asked.Sql);
        if (statement.Type is not (DuckDbStatementType.Select or DuckDbStatementType.Explain))
        {
            throw new InvalidQueryException($"Only one SELECT is run, not {statement.Type.ToString().ToUpperInvariant()}: writes go through the repositories.");
        }

        if (statement.Type == DuckDbStatementType.Explain && !ExplainedStatement.IsSelect(session, asked.Sql))
        {
            throw new InvalidQueryException("Only a SELECT is explained: EXPLAIN ANALYZE would run whatever else it is given.");
        }

        QueryParameters.Bind(statement, asked.Parameters);
        using var result = statement.Execute();
        asked.Read(result);
    }

    private ReadTransaction Begin(Reader reader, DuckDbSession session, QueryGuard guard, IReadOnlyList<AdHocStatement> statements, out IReadOnlyList<DamagedView> damaged)
    {
        while (true)
        {
            // The views are of this connection alone, and are made before the transaction since that only reads.
            using var views = context.Maps.Pin();
            damaged = [.. statements.SelectMany(statement =>
            {
                using var times = new StatementTimes(session, statement.Sql, statement.Parameters);
                return LogicalViews.Show(reader, context.Catalog, views.Map, times, guard);
            })];
            var transaction = new ReadTransaction(session, context.Maps);
            if (transaction.Map.Version == views.Map.Version)
            {
                return transaction;
            }

            transaction.Dispose();
        }
    }
}
