using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Runs a typed query.</summary>
internal sealed class TableQueryRun<TRow>(Table<TRow> table, ReadContext context, QueryDefinition query)
    where TRow : class
{
    public Task<IReadOnlyList<TRow>> ToListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var plan = Plan();
        return query.IsEmpty
            ? Task.FromResult<IReadOnlyList<TRow>>([])
            : GuardedRead.RunAsync(
                context, "get", table, query.Consistency, (session, transaction, observed) => RowReading.ToList(table, plan.Chunks(session, transaction, observed), observed), cancellationToken);
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (query.IsEmpty)
        {
            return 0;
        }

        var matching = await QueryCount.RunAsync(
            context, table, query.Consistency, transaction => TableQueryPlan.Counts(table, query, transaction.Map, transaction.Applied(table)), query.Values, cancellationToken).ConfigureAwait(false);
        return query.Cut.Of(matching);
    }

    public async IAsyncEnumerable<TRow> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (query.IsEmpty)
        {
            yield break;
        }

        var materializer = table.CreateMaterializer();
        var rows = new List<TRow>();
        await foreach (var chunk in ChunkStream.RunAsync(context, table, query.Consistency, Plan(), [.. table.Columns.Select(c => c.Name)], cancellationToken).ConfigureAwait(false))
        {
            rows.Clear();
            materializer.Read(chunk.Data, rows);
            foreach (var row in rows)
            {
                yield return row;
            }
        }
    }

    private ReadPlan Plan() => new()
    {
        Statements = transaction => TableQueryPlan.Rows(table, RowSelection.Whole(table), query, transaction.Map, context.Maps.Current, transaction.Applied(table)),
        Bind = Bind,
        Skip = query.Cut.Skip,
        Take = query.Cut.Take,
    };

    private void Bind(DuckDbStatement statement) => ParameterList.Bind(statement, query.Values);
}

/// <summary>Counts rows without reading them.</summary>
internal static class QueryCount
{
    /// <summary>Returns the sum of what statements return.</summary>
    public static Task<long> RunAsync(
        ReadContext context, TableSchema table, ReadConsistency consistency, Func<ReadTransaction, IEnumerable<string>> counts, ImmutableArray<object> values, CancellationToken cancellationToken)
    {
        var plan = new ReadPlan { Statements = counts, Bind = statement => ParameterList.Bind(statement, values) };
        return GuardedRead.RunAsync(context, "count", table, consistency, (session, transaction, observed) =>
        {
            var sum = 0L;
            foreach (var chunk in plan.Chunks(session, transaction, observed))
            {
                using (chunk)
                {
                    sum += chunk.GetVector(0).Values<long>()[0];
                }
            }

            observed.Completed(1);
            return sum;
        }, cancellationToken);
    }
}
