using System.Runtime.CompilerServices;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Declarations;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Runs a typed query.</summary>
internal sealed class TableQueryRun<TRow>(Table<TRow> table, ReadContext context, QueryDefinition query)
    where TRow : class
{
    private bool IsEmpty => query.Times.IsEmpty || query.Take == 0;

    public Task<IReadOnlyList<TRow>> ToListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var plan = Plan();
        return IsEmpty
            ? Task.FromResult<IReadOnlyList<TRow>>([])
            : GuardedRead.RunAsync(
                context, "get", table, query.Consistency, (session, transaction, observed) => RowReading.ToList(table, plan.Chunks(session, transaction, observed), observed), cancellationToken);
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsEmpty)
        {
            return 0;
        }

        var plan = new ReadPlan { Statements = transaction => TableQueryPlan.Counts(table, query, transaction.Map, transaction.Applied(table)), Bind = Bind };
        var matching = await GuardedRead.RunAsync(context, "count", table, query.Consistency, (session, transaction, observed) =>
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
        }, cancellationToken).ConfigureAwait(false);
        return query.Cut(matching);
    }

    public async IAsyncEnumerable<TRow> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsEmpty)
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
        Statements = transaction => TableQueryPlan.Rows(table, query, transaction.Map, context.Maps.Current, transaction.Applied(table)),
        Bind = Bind,
        Skip = query.Skip,
        Take = query.Take,
    };

    private void Bind(DuckDbStatement statement) => ParameterList.Bind(statement, query.Values);
}
