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
    public async Task<IReadOnlyList<TRow>> GetAsync(SeriesQuery query, SeriesFilter filter, CancellationToken cancellationToken)
    {
        using var lease = await context.StartAsync(query.Consistency, cancellationToken).ConfigureAwait(false);
        return await lease.Reader.RunAsync(session => Guarded(session, transaction =>
        {
            var rows = new List<TRow>();
            var applied = transaction.Applied(table);
            var statements = SeriesPlan.Range(transaction.Map, context.Maps.Current, table, applied, filter, TableDefinitionSql.Columns(table), query.Order);
            Read(session, statements, filter, query.Limit ?? long.MaxValue, rows);
            return (IReadOnlyList<TRow>)rows;
        }, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Reads the newest row that a condition holds for.</summary>
    public async Task<TRow?> NewestAsync(SeriesFilter filter, string? condition, CancellationToken cancellationToken)
    {
        using var lease = await context.StartAsync(ReadConsistency.Latest, cancellationToken).ConfigureAwait(false);
        return await lease.Reader.RunAsync(session => Guarded(session, transaction =>
        {
            var rows = new List<TRow>();
            var applied = transaction.Applied(table);
            var statements = SeriesPlan.Newest(transaction.Map, context.Maps.Current, table, applied, filter, TableDefinitionSql.Columns(table), condition);
            Read(session, statements, filter, 1, rows);
            return rows.FirstOrDefault();
        }, cancellationToken)).ConfigureAwait(false);
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

    private void Read(DuckDbSession session, IEnumerable<string> statements, SeriesFilter filter, long limit, List<TRow> rows)
    {
        var materializer = _materializer.Value();
        foreach (var sql in statements)
        {
            var left = limit - rows.Count;
            if (left <= 0)
            {
                return;
            }

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
