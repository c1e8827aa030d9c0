using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Diagnostics;

namespace TradeStore.Storage.Reading;

/// <summary>What one read runs: statements one after the other, their values, and which of all their rows are wanted.</summary>
internal sealed record ReadPlan
{
    /// <summary>The engine takes no larger LIMIT or OFFSET; no table has as many rows.</summary>
    public const long MostRows = 1L << 62;

    /// <summary>Gets the statements, without LIMIT; the next one is asked for only when rows are still wanted.</summary>
    public required Func<ReadTransaction, IEnumerable<string>> Statements { get; init; }

    /// <summary>Gets what binds the values, the same for each statement.</summary>
    public required Action<DuckDbStatement> Bind { get; init; }

    /// <summary>Gets the number of rows to leave out at the beginning.</summary>
    public long Skip { get; init; }

    /// <summary>Gets the largest number of rows; all when <see langword="null"/>.</summary>
    public long? Take { get; init; }

    /// <summary>Runs the statements within a transaction; the caller disposes each chunk.</summary>
    public IEnumerable<DataChunk> Chunks(DuckDbSession session, ReadTransaction transaction, ObservedQuery observed)
    {
        var skip = Skip;
        var left = Math.Min(Take ?? MostRows, MostRows);
        if (left <= 0 || skip >= MostRows)
        {
            yield break;
        }

        foreach (var sql in Statements(transaction))
        {
            if (skip > 0 && Count(session, sql) is var matching && matching <= skip)
            {
                skip -= matching;
                continue;
            }

            // A LIMIT that limits nothing would have the engine read with one thread.
            var limit = Take is not null ? $" LIMIT {left}" : "";
            var offset = skip > 0 ? $" OFFSET {skip}" : "";
            skip = 0;
            observed.Runs(sql + limit + offset);
            using var statement = session.Prepare(sql + limit + offset);
            Bind(statement);
            using var result = statement.Execute();
            while (result.FetchChunk() is { } chunk)
            {
                left -= chunk.RowCount;
                yield return chunk;
            }

            if (left <= 0)
            {
                yield break;
            }
        }
    }

    // How many rows an OFFSET has left out is not told, and the next statement has to know: so they are counted, which reads no column.
    private long Count(DuckDbSession session, string sql)
    {
        using var statement = session.Prepare($"SELECT count(*) FROM ({sql})");
        Bind(statement);
        using var result = statement.Execute();
        using var chunk = result.FetchChunk()!;
        return chunk.GetVector(0).Values<long>()[0];
    }
}
