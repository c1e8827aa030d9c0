using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Makes result rows of what the engine returns; compiled once for a query and all that are made of it.</summary>
internal sealed class ProjectedRows<TResult>(Projection projection)
{
    private readonly Lazy<Func<ValueReader[], int, TResult>> _make =
        new(() => Expression.Lambda<Func<ValueReader[], int, TResult>>(projection.Result, Projection.Readers, Projection.Row).Compile());

    public Projection Projection => projection;

    /// <summary>Makes what reads the values, for one read.</summary>
    public ValueReader[] CreateReaders() => [.. projection.Readings.Select(r => r.Create())];

    /// <summary>Adds the rows of a chunk to a list.</summary>
    public void Read(DataChunk chunk, ValueReader[] readers, List<TResult> rows)
    {
        var make = _make.Value;
        for (var column = 0; column < readers.Length; column++)
        {
            readers[column].Load(chunk.GetVector(column), chunk.RowCount);
        }

        for (var row = 0; row < chunk.RowCount; row++)
        {
            rows.Add(make(readers, row));
        }
    }
}

/// <summary>Runs a typed query for something else than whole rows.</summary>
internal sealed class ProjectedRun<TResult>(TableSchema table, ReadContext context, ProjectedDefinition query, ProjectedRows<TResult> results)
{
    public async Task<IReadOnlyList<TResult>> ToListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (query.IsEmpty)
        {
            return [];
        }

        var plan = Plan();
        return await GuardedRead.RunAsync(context, "get", table, query.Rows.Consistency, (session, transaction, observed) =>
        {
            var readers = results.CreateReaders();
            var rows = new List<TResult>();
            foreach (var chunk in plan.Chunks(session, transaction, observed))
            {
                using (chunk)
                {
                    results.Read(chunk, readers, rows);
                }
            }

            observed.Completed(rows.Count);
            return rows;
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (query.IsEmpty)
        {
            return 0;
        }

        // What only the results need is in no statement that counts rows.
        var values = query.IsOfEachRow ? query.Rows.Values : query.Values;
        var matching = await QueryCount.RunAsync(
            context, table, query.Rows.Consistency, transaction => query.Counts(table, transaction.Map, transaction.Applied(table)), values, cancellationToken).ConfigureAwait(false);
        return (query.IsOfEachRow ? query.EachRow.Cut : query.Cut).Of(matching);
    }

    public async IAsyncEnumerable<TResult> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (query.IsEmpty)
        {
            yield break;
        }

        var readers = results.CreateReaders();
        var rows = new List<TResult>();
        string[] names = [.. query.Outer.Select((_, i) => ProjectedDefinition.Name(i))];
        await foreach (var chunk in ChunkStream.RunAsync(context, table, query.Rows.Consistency, Plan(), names, cancellationToken).ConfigureAwait(false))
        {
            rows.Clear();
            results.Read(chunk.Data, readers, rows);
            foreach (var row in rows)
            {
                yield return row;
            }
        }
    }

    private ReadPlan Plan()
    {
        var cut = query.IsOfEachRow ? query.EachRow.Cut : query.Cut;
        return new()
        {
            Statements = transaction => query.Statements(table, transaction.Map, context.Maps.Current, transaction.Applied(table)),
            Bind = statement => ParameterList.Bind(statement, query.Values),
            Skip = cut.Skip,
            Take = cut.Take,
        };
    }
}
