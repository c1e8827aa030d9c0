using TradeStore.Diagnostics;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Schema;

namespace TradeStore.Reading.AdHoc;

/// <summary>Runs a caller's SQL: one statement that only reads, over the logical tables, in a READ ONLY transaction.</summary>
internal sealed class AdHocQuery(ReadContext context)
{
    public async Task<IReadOnlyList<T>> RunAsync<T>(string sql, object? parameters, CancellationToken cancellationToken)
    {
        using var observed = new ObservedQuery(context.Telemetry, "query", table: null);
        observed.RunsCallers(sql);
        try
        {
            var rows = await RunAsync<T>(sql, parameters, observed, cancellationToken).ConfigureAwait(false);
            observed.Completed(rows.Count);
            return rows;
        }
        catch (Exception exception)
        {
            observed.Failed(exception);
            throw;
        }
    }

    private async Task<List<T>> RunAsync<T>(string sql, object? parameters, ObservedQuery observed, CancellationToken cancellationToken)
    {
        using var lease = await context.StartAsync(ReadConsistency.Latest, [.. LogicalViews.Named(context.Catalog, sql)], cancellationToken).ConfigureAwait(false);
        observed.Leased();
        return await lease.RunAsync(session =>
        {
            using var guard = new QueryGuard(lease, context.Options.QueryTimeout, context.Clock, cancellationToken);
            try
            {
                guard.ThrowIfStopped();
                return Run<T>(lease.Reader, session, guard, sql, parameters);
            }
            catch (DuckDbException exception)
            {
                throw guard.Explain(exception);
            }
        }).ConfigureAwait(false);
    }

    private List<T> Run<T>(Reader reader, DuckDbSession session, QueryGuard guard, string sql, object? parameters)
    {
        using var statement = ParsedStatement.Of(session, sql);
        var tables = StatementGuard.TablesOf(statement, context.Catalog);
        using var transaction = Begin(reader, session, guard, tables, new StatementTimes(session, statement, parameters), out var damaged);
        try
        {
            return Run<T>(session, sql, parameters);
        }
        catch (DuckDbException exception)
        {
            if (exception.ErrorType == DuckDbErrorType.Catalog && damaged.FirstOrDefault(d => exception.Message.Contains(d.Table.Name, StringComparison.OrdinalIgnoreCase)) is { } view)
            {
                throw view.Damage;
            }

            var explained = guard.Explain(exception, new DamageSearch(context.Folder, transaction.Map, tables, isCallers: true));
            var isOfTheCaller = exception.ErrorType is DuckDbErrorType.Parser or DuckDbErrorType.Binder or DuckDbErrorType.Catalog or DuckDbErrorType.Permission;
            throw isOfTheCaller && explained is TradeStoreException { Code: TradeStoreErrorCode.QueryFailed } ? new InvalidQueryException(exception.Message, exception) : explained;
        }
    }

    private static List<T> Run<T>(DuckDbSession session, string sql, object? parameters)
    {
        using var statement = session.Prepare(sql);
        if (statement.Type is not (DuckDbStatementType.Select or DuckDbStatementType.Explain))
        {
            throw new InvalidQueryException($"Only one SELECT is run, not {statement.Type.ToString().ToUpperInvariant()}: writes go through the repositories.");
        }

        QueryParameters.Bind(statement, parameters);
        using var result = statement.Execute();
        var mapper = RowMapper<T>.For(result);
        var rows = new List<T>();
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                mapper.Read(chunk, rows);
            }
        }

        return rows;
    }

    private ReadTransaction Begin(Reader reader, DuckDbSession session, QueryGuard guard, IReadOnlyCollection<TableSchema> tables, StatementTimes times, out IReadOnlyList<DamagedView> damaged)
    {
        while (true)
        {
            // The views are of this connection alone, and are made before the transaction since that only reads.
            using var views = context.Maps.Pin();
            damaged = LogicalViews.Show(reader, tables, views.Map, context.Folder, times, guard);
            var transaction = new ReadTransaction(session, context.Maps);
            if (transaction.Map.Version == views.Map.Version)
            {
                return transaction;
            }

            transaction.Dispose();
        }
    }
}
