using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading;

/// <summary>Reads a series table: ranges as rows, the newest row.</summary>
internal sealed class SeriesReader<TRow>(Table<TRow> table, ReadContext context)
    where TRow : class
{
    /// <summary>Reads the rows of a query.</summary>
    public Task<IReadOnlyList<TRow>> GetAsync(SeriesQuery query, SeriesFilter filter, CancellationToken cancellationToken)
    {
        var plan = SeriesPlan.Of(context, table, query, filter, TableDefinitionSql.Columns(table));
        return GuardedRead.RunAsync(
            context, "get", table, query.Consistency, (session, transaction, observed) => RowReading.ToList(table, plan.Chunks(session, transaction, observed), observed), cancellationToken);
    }

    /// <summary>Reads the newest row that a condition holds for.</summary>
    public async Task<TRow?> NewestAsync(SeriesFilter filter, string? condition, CancellationToken cancellationToken)
    {
        var columns = TableDefinitionSql.Columns(table);
        var plan = new ReadPlan
        {
            Statements = transaction =>
                SeriesPlan.Newest(transaction, context.Maps.Current, table, filter, columns, condition),
            Bind = filter.Bind,
            Take = 1,
        };
        var rows = await GuardedRead.RunAsync(
            context, "latest", table, ReadConsistency.Latest, (session, transaction, observed) => RowReading.ToList(table, plan.Chunks(session, transaction, observed), observed), cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }
}
