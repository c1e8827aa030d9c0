using DuckDB.NET.Native;
using TradeStore.Diagnostics;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Schema;
using TradeStore.Schema.Tables;

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
        var guarded = new List<GuardedStatement>();
        try
        {
            guarded.AddRange(statements.Select(s => GuardedStatement.Of(session, s, context.Catalog)));
            using var transaction = Begin(reader, session, guard, guarded, out var damaged);
            foreach (var statement in guarded)
            {
                Run(session, guard, statement, transaction, damaged);
            }
        }
        finally
        {
            guarded.ForEach(s => s.Parsed.Dispose());
        }
    }

    private static void Run(DuckDbSession session, QueryGuard guard, GuardedStatement asked, ReadTransaction transaction, IReadOnlyList<DamagedView> damaged)
    {
        try
        {
            Run(session, asked.Asked);
        }
        catch (DuckDbException exception)
        {
            if (exception.ErrorType == DuckDBErrorType.Catalog && damaged.FirstOrDefault(d => exception.Message.Contains(d.Table.Name, StringComparison.OrdinalIgnoreCase)) is { } view)
            {
                throw view.Damage;
            }

            var explained = guard.Explain(exception, new DamageSearch(transaction.Map, asked.Tables, isCallers: true));
            var isOfTheCaller = exception.ErrorType is DuckDBErrorType.Parser or DuckDBErrorType.Binder or DuckDBErrorType.Catalog or DuckDBErrorType.Permission;
            throw isOfTheCaller && explained is TradeStoreException { Code: TradeStoreErrorCode.QueryFailed } ? new InvalidQueryException(exception.Message, exception) : explained;
        }
    }

    private static void Run(DuckDbSession session, AdHocStatement asked)
    {
        using var statement = session.Prepare(asked.Sql);
        if (statement.Kind is not ("SELECT" or "EXPLAIN"))
        {
            throw new InvalidQueryException($"Only one SELECT is run, not {statement.Kind}: writes go through the repositories.");
        }

        QueryParameters.Bind(statement, asked.Parameters);
        using var result = statement.Execute();
        asked.Read(result);
    }

    private ReadTransaction Begin(Reader reader, DuckDbSession session, QueryGuard guard, IReadOnlyList<GuardedStatement> statements, out IReadOnlyList<DamagedView> damaged)
    {
        while (true)
        {
            // The views are of this connection alone, and are made before the transaction since that only reads.
            using var views = context.Maps.Pin();
            damaged = [.. statements.SelectMany(s => LogicalViews.Show(reader, s.Tables, views.Map, new StatementTimes(session, s.Parsed, s.Asked.Parameters), guard))];
            var transaction = new ReadTransaction(session, context.Maps);
            if (transaction.Map.Version == views.Map.Version)
            {
                return transaction;
            }

            transaction.Dispose();
        }
    }

    // What a caller asks, known to do no more than read.
    private sealed record GuardedStatement(AdHocStatement Asked, ParsedStatement Parsed, IReadOnlyCollection<TableSchema> Tables)
    {
        public static GuardedStatement Of(DuckDbSession session, AdHocStatement asked, TableCatalog catalog)
        {
            var parsed = ParsedStatement.Of(session, asked.Sql);
            try
            {
                return new GuardedStatement(asked, parsed, StatementGuard.TablesOf(parsed, catalog));
            }
            catch
            {
                parsed.Dispose();
                throw;
            }
        }
    }
}
