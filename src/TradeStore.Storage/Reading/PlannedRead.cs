using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading;

/// <summary>A plan over one table, as a stream.</summary>
internal sealed class PlannedRead(ReadContext context, TableSchema table, ReadPlan plan) : IStreamedRead
{
    public StreamedSnapshot Begin(Reader reader, QueryGuard guard) => new Snapshot(reader.Session, new ReadTransaction(reader.Session, context.Maps), table, plan);

    private sealed class Snapshot(DuckDbSession session, ReadTransaction transaction, TableSchema table, ReadPlan plan) : StreamedSnapshot
    {
        public override IEnumerable<DataChunk> Chunks(ObservedQuery observed) => plan.Chunks(session, transaction, observed);

        public override Exception Explain(QueryGuard guard, DuckDbException failure) => guard.Explain(failure, new DamageSearch(transaction.Map, [table]));

        public override void Dispose() => transaction.Dispose();
    }
}

/// <summary>What a stream reads.</summary>
internal interface IStreamedRead
{
    /// <summary>Takes the snapshot, on the reader's thread.</summary>
    public StreamedSnapshot Begin(Reader reader, QueryGuard guard);
}

/// <summary>A stream's snapshot, until it is disposed, and its rows.</summary>
internal abstract class StreamedSnapshot : IDisposable
{
    /// <summary>Runs what reads the rows, a chunk at a time; the caller disposes each.</summary>
    public abstract IEnumerable<DataChunk> Chunks(ObservedQuery observed);

    /// <summary>Makes the caller's error of the engine's, while the snapshot is there.</summary>
    public abstract Exception Explain(QueryGuard guard, DuckDbException failure);

    public abstract void Dispose();
}

/// <summary>Makes rows of chunks that hold all columns of a table.</summary>
internal static class RowReading
{
    public static IReadOnlyList<TRow> ToList<TRow>(Table<TRow> table, IEnumerable<DataChunk> chunks, ObservedQuery observed)
        where TRow : class
    {
        var materializer = table.CreateMaterializer();
        var rows = new List<TRow>();
        foreach (var chunk in chunks)
        {
            using (chunk)
            {
                materializer.Read(chunk, rows);
            }
        }

        observed.Completed(rows.Count);
        return rows;
    }
}
