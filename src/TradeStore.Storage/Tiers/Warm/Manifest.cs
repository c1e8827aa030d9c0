using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary><c>_segments</c>: the truth about which segments there are. Only the writer changes it.</summary>
internal sealed class Manifest(StoreFolder folder, EngineCheckpoint checkpoint, SegmentNumbers numbers, CheckpointRoom room, TimeProvider clock)
{
    private volatile bool _owesCheckpoint;

    /// <summary>Gets a value indicating whether a schema change is in the engine's log only, since a read kept it from being checkpointed.</summary>
    public bool OwesCheckpoint => _owesCheckpoint;

    private long Now => clock.GetUnixMicroseconds();

    /// <summary>Notes that a checkpoint holds everything.</summary>
    public void Checkpointed() => _owesCheckpoint = false;

    /// <summary>Notes that a change wants a checkpoint before long: a table was made or dropped, or rows have moved.</summary>
    public void OweCheckpoint() => _owesCheckpoint = true;

    /// <summary>Reads the map from the manifest and drops the tables it does not name: what a crash left behind.</summary>
    public TierMap Load(DuckDbSession session, TableCatalog catalog)
    {
        var segments = new List<Segment>();
        using (var result = session.Query($"SELECT {SegmentRow.Columns} FROM _segments ORDER BY segment_id"))
        {
            while (result.FetchChunk() is { } chunk)
            {
                using (chunk)
                {
                    for (var row = 0; row < chunk.RowCount; row++)
                    {
                        segments.Add(SegmentRow.Read(chunk, row, catalog, folder));
                    }
                }
            }
        }

        numbers.Taken(segments.Select(s => s.Id).DefaultIfEmpty(0).Max());
        WarmSweep.Run(session, checkpoint, room, segments.Where(s => s.File is null).Select(s => s.Location));
        return TierMap.Empty.Replace([], segments);
    }

    /// <summary>Makes the tables of segments that take rows, held by a checkpoint now or, where a read is in its way or the disk has no room, soon; and then records them.</summary>
    public IReadOnlyList<Segment> Create(DuckDbSession session, TierMap map, IReadOnlyCollection<(TableSchema Table, Partition Partition)> partitions)
    {
        var segments = partitions
            .Select(p => New(p.Table, p.Partition) with
            {
                IsTimeOrdered = true,
                Generation = map.Find(p.Table, p.Partition)?.NextGeneration ?? 1,
                Growing = new GrowingContent(p.Table, isNew: true),
            })
            .ToList();
        CreateTables(session, segments);
        _owesCheckpoint |= !(room.IsEnough && checkpoint.TryRun(session));
        session.Execute(Insert(segments));
        return segments;
    }

    /// <summary>Returns a segment of a partition, warm and named by its number, that nobody knows of yet.</summary>
    public Segment New(TableSchema table, Partition partition)
    {
        var id = numbers.Next();
        return new Segment(id, table, partition, table.WarmTable(partition, id), IsTimeOrdered: false) { CreatedAt = Now, WrittenAt = Now };
    }

    /// <summary>Makes tables, in a transaction of their own.</summary>
    public static void CreateTables(DuckDbSession session, IEnumerable<Segment> segments) =>
        session.Execute($"BEGIN; {string.Concat(segments.Select(s => TableDefinitionSql.Create(s.Table, s.Location)))} COMMIT;");

    /// <summary>Has segments take the place of others, in the session's transaction.</summary>
    public static void Replace(DuckDbSession session, IReadOnlyCollection<Segment> removed, IReadOnlyCollection<Segment> added)
    {
        // Not an UPDATE: the engine refuses a checkpoint while any read is older than one.
        var delete = removed.Count == 0 ? "" : $"DELETE FROM _segments WHERE segment_id IN ({string.Join(", ", removed.Select(s => $"{s.Id}"))}); ";
        session.Execute(delete + (added.Count == 0 ? "" : Insert(added)));
    }

    /// <summary>Records that rows of segments come out of order, in the transaction that makes those rows durable.</summary>
    public static void WriteUnordered(DuckDbSession session, IEnumerable<Segment> segments)
    {
        foreach (var segment in segments)
        {
            session.Execute($"UPDATE _segments SET is_time_ordered = false WHERE segment_id = {segment.Id}");
        }
    }

    private static string Insert(IEnumerable<Segment> segments) =>
        $"INSERT INTO _segments ({SegmentRow.Columns}) VALUES {string.Join(", ", segments.Select(SegmentRow.Values))}";
}
