using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Writing;

/// <summary>Moves a tail segment into its partitions: one large transaction, which DuckDB writes straight into the file, past its log.</summary>
internal sealed class TailFlush(DuckDbSession session, TierMaps maps, AppliedSequences applied, MainDatabaseGate gate, ReadBarrier barrier, Action<WritingStep>? reached)
{
    public void Run(OpenTail tail)
    {
        if (tail.Rows == 0)
        {
            // Its first rows found no room.
            maps.Remove(tail.Segment);
            return;
        }

        var table = tail.Segment.Table;
        var visible = barrier.Visible;
        var floor = maps.Current.Floor(visible, except: tail.Segment);
        List<(string Stream, long Sequence)> streams = [(table.Name, tail.LastSequence), (AppliedSequences.FloorOfUpkeep, floor)];
        gate.Write(() => Transactions.Run(session, () =>
        {
            var partitions = tail.Segment.Partitions.ToList();
            foreach (var partition in partitions)
            {
                session.Execute(Insert(tail.Segment, partition, isOnly: partitions.Count == 1, Target(table, partition)));
            }

            Manifest.WriteUnordered(session, tail.Unordered);
            applied.Write(session, streams);
        }, () => reached?.Invoke(WritingStep.Flushing)));
        reached?.Invoke(WritingStep.Flushed);
        applied.Committed(streams);
        maps.Remove(tail.Segment);
    }

    // A partition is not closed while a tail holds rows of it.
    private string Target(TableSchema table, Partition partition) => maps.Current.Find(table, partition)?.Open?.Location
        ?? throw new InvalidOperationException($"The partition {partition.Name} of '{table.Name}' takes no rows.");

    private static string Insert(TailSegment tail, Partition partition, bool isOnly, string target)
    {
        var table = tail.Table;
        var where = isOnly ? "" : $" WHERE {TableDefinitionSql.Within(table, partition)}";
        return $"INSERT INTO {target} SELECT {TableDefinitionSql.Columns(table)} FROM {tail.Location}{where}";
    }
}
