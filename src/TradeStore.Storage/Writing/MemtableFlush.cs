using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Writing;

/// <summary>Moves a memtable into its partitions: one large transaction, which DuckDB writes straight into the file, past its log.</summary>
internal sealed class MemtableFlush(DuckDbSession session, TierMaps maps, AppliedSequences applied, MainDatabaseGate gate, ReadBarrier barrier, Action<WritingStep>? reached)
{
    public void Run(OpenMemtable memtable)
    {
        if (memtable.Rows == 0)
        {
            // Its first rows found no room.
            maps.Remove(memtable.Memtable);
            return;
        }

        var table = memtable.Memtable.Table;
        var visible = barrier.Visible;
        var floor = maps.Current.Floor(visible, except: memtable.Memtable);
        List<(string Stream, long Sequence)> streams = [(table.Name, memtable.LastSequence), (AppliedSequences.FloorOfUpkeep, floor)];
        gate.Write(() => Transactions.Run(session, () =>
        {
            var partitions = memtable.Memtable.Partitions.ToList();
            foreach (var partition in partitions)
            {
                session.Execute(Insert(memtable.Memtable, partition, isOnly: partitions.Count == 1, Target(table, partition)));
            }

            Manifest.WriteUnordered(session, memtable.Unordered);
            applied.Write(session, streams);
        }, () => reached?.Invoke(WritingStep.Flushing)));
        reached?.Invoke(WritingStep.Flushed);
        applied.Committed(streams);
        maps.Remove(memtable.Memtable);
    }

    // A partition is not closed while a memtable holds rows of it.
    private string Target(TableSchema table, Partition partition) => maps.Current.Find(table, partition)?.Open?.Location
        ?? throw new InvalidOperationException($"The partition {partition.Name} of '{table.Name}' takes no rows.");

    private static string Insert(Memtable memtable, Partition partition, bool isOnly, string target)
    {
        var table = memtable.Table;
        var where = isOnly ? "" : $" WHERE {TableDefinitionSql.Within(table, partition)}";
        return $"INSERT INTO {target} SELECT {TableDefinitionSql.Columns(table)} FROM {memtable.Location}{where}";
    }
}

/// <summary>A memtable that takes rows, or waits to be flushed into its partitions.</summary>
internal sealed class OpenMemtable(TableSchema table, long number, long firstSequence, long openedAt)
{
    /// <summary>Gets the table's name within the in-memory database.</summary>
    public string TableName { get; } = $"{table.Name}_{number}";

    public Memtable Memtable { get; } = new(table, $"{WarmDatabase.MemtableCatalog}.main.\"{table.Name}_{number}\"", firstSequence);

    /// <summary>Gets when it was opened, as a clock's timestamp.</summary>
    public long OpenedAt { get; } = openedAt;

    /// <summary>Gets the partitions in which its rows come out of order: recorded with the flush that moves them there.</summary>
    public List<Segment> Unordered { get; } = [];

    public long LastSequence { get; private set; }

    public long Rows { get; private set; }

    public void Note(long lastSequence, long rows)
    {
        LastSequence = lastSequence;
        Rows += rows;
    }
}
