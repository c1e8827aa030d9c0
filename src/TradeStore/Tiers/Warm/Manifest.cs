using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Model;
using TradeStore.Schema;
using TradeStore.Schema.Tables;

namespace TradeStore.Tiers.Warm;

/// <summary><c>_segments</c>: the truth about which segments there are. Only the writer changes it.</summary>
internal sealed class Manifest(TimeProvider clock)
{
    private volatile bool _owesCheckpoint;
    private long _lastId;

    /// <summary>Gets a value indicating whether a schema change is in the engine's log only, since a read kept it from being checkpointed.</summary>
    public bool OwesCheckpoint => _owesCheckpoint;

    /// <summary>Notes that a checkpoint holds everything.</summary>
    public void Checkpointed() => _owesCheckpoint = false;

    /// <summary>Reads the map from the manifest and drops the tables it does not name: what a crash left behind.</summary>
    public TierMap Load(DuckDbSession session, TableCatalog catalog)
    {
        var map = TierMap.Empty;
        var named = new HashSet<string>(StringComparer.Ordinal);
        using (var result = session.Query("SELECT segment_id, table_name, partition, location, is_time_ordered FROM _segments ORDER BY segment_id"))
        {
            while (result.FetchChunk() is { } chunk)
            {
                using (chunk)
                {
                    for (var row = 0; row < chunk.RowCount; row++)
                    {
                        var segment = Read(chunk, row, catalog);
                        named.Add(segment.Location);
                        map = map.With(segment);
                        _lastId = Math.Max(_lastId, segment.Id);
                    }
                }
            }
        }

        Sweep(session, named);
        return map;
    }

    /// <summary>Makes the tables of new partitions, held by a checkpoint now or, where a read is in its way, soon; and then records them as segments.</summary>
    public IReadOnlyList<Segment> Create(DuckDbSession session, IReadOnlyCollection<(TableSchema Table, Partition Partition)> partitions)
    {
        var segments = partitions
            .Select(p => new Segment(++_lastId, p.Table, p.Partition, p.Table.WarmTable(p.Partition), IsTimeOrdered: true))
            .ToList();
        var tables = segments.Select(s => TableDefinitionSql.Create(s.Table, s.Location));
        session.Execute($"BEGIN; {string.Concat(tables)} COMMIT;");
        _owesCheckpoint |= !EngineCheckpoint.TryRun(session);
        var now = TableDefinitionSql.Timestamp(TimestampConversion.ToMicroseconds(clock.GetUtcMicroseconds()));
        var rows = segments.Select(s =>
            $"({s.Id}, '{s.Table.Name}', '{s.Partition.Name}', 'warm', 'open', {TableDefinitionSql.Literal(s.Location)}, 1, true, NULL, NULL, NULL, NULL, NULL, {now})");
        session.Execute($"INSERT INTO _segments VALUES {string.Join(", ", rows)}");
        return segments;
    }

    /// <summary>Records that rows of segments come out of order, in the transaction that makes those rows durable.</summary>
    public static void WriteUnordered(DuckDbSession session, IEnumerable<Segment> segments)
    {
        foreach (var segment in segments)
        {
            session.Execute($"UPDATE _segments SET is_time_ordered = false WHERE segment_id = {segment.Id}");
        }
    }

    private static Segment Read(DataChunk chunk, int row, TableCatalog catalog)
    {
        var table = catalog.TryGet(Text(chunk, 1, row), out var known)
            ? known
            : throw new InvalidDataException($"The manifest names the table '{Text(chunk, 1, row)}', which this version does not know.");
        return new Segment(
            chunk.GetVector(0).Values<long>()[row],
            table,
            Partition.Parse(table.Span, Text(chunk, 2, row)),
            Text(chunk, 3, row),
            chunk.GetVector(4).Values<bool>()[row]);
    }

    private static string Text(DataChunk chunk, int column, int row) => System.Text.Encoding.UTF8.GetString(chunk.GetVector(column).GetUtf8(row));

    private static void Sweep(DuckDbSession session, HashSet<string> named)
    {
        var debris = new List<string>();
        using (var result = session.Query("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'warm'"))
        {
            while (result.FetchChunk() is { } chunk)
            {
                using (chunk)
                {
                    for (var row = 0; row < chunk.RowCount; row++)
                    {
                        var location = $"warm.{TableDefinitionSql.Quote(Text(chunk, 0, row))}";
                        if (!named.Contains(location))
                        {
                            debris.Add($"DROP TABLE {location};");
                        }
                    }
                }
            }
        }

        if (debris.Count > 0)
        {
            session.Execute($"BEGIN; {string.Concat(debris)} COMMIT; CHECKPOINT;");
        }
    }
}
