using TradeStore.Diagnostics;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Reading.Columns;
using TradeStore.Schema;
using TradeStore.Tiers.Warm;

namespace TradeStore.Reading;

/// <summary>Reads a series table: ranges as rows, the newest row.</summary>
internal sealed class SeriesReader<TRow>(Table<TRow> table, ReadContext context)
    where TRow : class
{
    private readonly Lazy<Func<RowMaterializer<TRow>>> _materializer = new(() => RowMaterializer<TRow>.Compile(table));

    /// <summary>Reads the rows of a query.</summary>
    public async Task<IReadOnlyList<TRow>> GetAsync(SeriesQuery query, SeriesFilter filter, CancellationToken cancellationToken) =>
        await RunAsync(
            "get",
            query.Consistency,
            transaction => SeriesPlan.Range(
                transaction.Map, context.Maps.Current, table, transaction.Applied(table), filter, TableDefinitionSql.Columns(table), query.Order),
            filter,
            query.Limit ?? long.MaxValue,
            cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the newest row that a condition holds for.</summary>
    public async Task<TRow?> NewestAsync(SeriesFilter filter, string? condition, CancellationToken cancellationToken)
    {
        var rows = await RunAsync(
            "latest",
            ReadConsistency.Latest,
            transaction => SeriesPlan.Newest(
                transaction.Map, context.Maps.Current, table, transaction.Applied(table), filter, TableDefinitionSql.Columns(table), condition),
            filter,
            limit: 1,
            cancellationToken).ConfigureAwait(false);
        return rows.FirstOrDefault();
    }

    private async Task<List<TRow>> RunAsync(
        string operation, ReadConsistency consistency, Func<ReadTransaction, IEnumerable<string>> plan, SeriesFilter filter, long limit, CancellationToken cancellationToken)
    {
        using var observed = new ObservedQuery(context.Telemetry, operation, table.Name);
        try
        {
            using var lease = await context.StartAsync(consistency, cancellationToken).ConfigureAwait(false);
            observed.Leased();
            var rows = await lease.Reader.RunAsync(session => Guarded(session, transaction =>
            {
                var read = new List<TRow>();
                Read(session, plan(transaction), filter, limit, read, observed);
                return read;
            }, cancellationToken)).ConfigureAwait(false);
            observed.Completed(rows.Count);
            return rows;
        }
        catch (Exception exception)
        {
            observed.Failed(exception);
            throw;
        }
    }

    private TResult Guarded<TResult>(DuckDbSession session, Func<ReadTransaction, TResult> read, CancellationToken cancellationToken)
    {
        using var guard = new QueryGuard(session, context.Options.QueryTimeout, context.Clock, cancellationToken);
        try
        {
            guard.ThrowIfStopped();
            using var transaction = new ReadTransaction(session, context.Maps);
            return read(transaction);
        }
        catch (DuckDbException exception)
        {
            throw guard.Explain(exception);
        }
    }

    private void Read(DuckDbSession session, IEnumerable<string> statements, SeriesFilter filter, long limit, List<TRow> rows, ObservedQuery observed)
    {
        var materializer = _materializer.Value();
        foreach (var sql in statements)
        {
            var left = limit - rows.Count;
            if (left <= 0)
            {
                return;
            }

            observed.Runs(sql);
            using var statement = session.Prepare(left < int.MaxValue && !sql.EndsWith(" LIMIT 1", StringComparison.Ordinal) ? $"{sql} LIMIT {left}" : sql);
            filter.Bind(statement);
            using var result = statement.Execute();
            while (result.FetchChunk() is { } chunk)
            {
                using (chunk)
                {
                    materializer.Read(chunk, rows);
                }
            }
        }
    }
}
