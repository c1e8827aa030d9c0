using System.Collections.Immutable;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>The logical tables as temporary views of a connection, over the segments of a map.</summary>
internal static class LogicalViews
{
    /// <summary>Shows tables as a map has them: the partitions of the times that a statement asks for.</summary>
    /// <returns>Those that cannot be shown; a statement may name them in passing and not read them.</returns>
    public static IReadOnlyList<DamagedView> Show(Reader reader, IReadOnlyCollection<TableSchema> tables, TierMap map, StatementTimes statement, QueryGuard guard)
    {
        var damaged = new List<DamagedView>();
        foreach (var table in tables)
        {
            var widened = statement.Widened(table, tables);
            // Of one partition there is nothing to leave out.
            var partitions = map.Partitions(table);
            var times = partitions.Length > 1 ? statement.Of(table) : TimeRange.All;
            var sources = new ViewSources(partitions, map.Memtables(table), map.Memtables(table).Sum(t => t.PartitionCount), times, string.Join(' ', widened.Keys), map.Corrected);
            try
            {
                // A file may have been found damaged, or have become it, since the view was made.
                foreach (var segment in map.Partitions(table, times.From, times.To).SelectMany(p => p.Segments))
                {
                    PartitionSources.ThrowIfDamaged(segment);
                }

                if (reader.Views.TryGetValue(table, out var shown) && shown == sources)
                {
                    continue;
                }

                Show(reader.Session, table, times, widened, map, guard);
                reader.Views[table] = sources;
            }
            catch (StoreCorruptException damage)
            {
                reader.Views.Remove(table);
                reader.Session.Execute($"DROP VIEW IF EXISTS temp.{TableDefinitionSql.Quote(table.Name)}");
                damaged.Add(new DamagedView(table, damage));
            }
        }

        return damaged;
    }

    /// <summary>Returns the tables that a statement can name, before it is parsed: those whose names its text has, and perhaps more than it reads.</summary>
    public static IEnumerable<TableSchema> Named(TableCatalog catalog, string sql) => catalog.All.Where(t => sql.Contains(t.Name, StringComparison.OrdinalIgnoreCase));

    private static void Show(DuckDbSession session, TableSchema table, TimeRange times, IReadOnlyDictionary<string, string> widened, TierMap map, QueryGuard guard)
    {
        try
        {
            Create(session, table, times, widened, map);
        }
        catch (DuckDbException exception)
        {
            throw guard.Explain(exception, new DamageSearch(map, [table]));
        }
    }

    private static void Create(DuckDbSession session, TableSchema table, TimeRange times, IReadOnlyDictionary<string, string> widened, TierMap map)
    {
        var columns = string.Join(", ", table.Columns.Select(c => (Name: TableDefinitionSql.Quote(c.Name), Type: widened.GetValueOrDefault(c.Name)))
            .Select(c => c.Type is null ? c.Name : $"CAST({c.Name} AS {c.Type}) AS {c.Name}"));
        var partitions = map.Partitions(table, times.From, times.To);
        var sources = table.Kind == TableKind.State
            ? [table.StateTable]
            : Files(table, partitions, map).Concat(Folded(table, partitions, map)).Concat(map.Memtables(table).Select(t => OfMemtable(t, partitions, map)));
        var selects = sources
            .Select(source => $"SELECT {columns} FROM {source}")
            .DefaultIfEmpty($"SELECT {string.Join(", ", table.Columns.Select(c => $"NULL::{widened.GetValueOrDefault(c.Name, c.SqlType)} AS {TableDefinitionSql.Quote(c.Name)}"))} WHERE false");
        session.Execute($"CREATE OR REPLACE TEMP VIEW {TableDefinitionSql.Quote(table.Name)} AS {string.Join(" UNION ALL ", selects)}");
    }

    // One scan of many files costs the engine less than many scans of one.
    private static IEnumerable<string> Files(TableSchema table, ImmutableArray<PartitionSegments> partitions, TierMap map) => partitions
        .Where(p => IsOnlyFiles(p) && !IsCorrected(p, map))
        .SelectMany(p => p.Segments)
        .GroupBy(s => s.FileColumns, StringComparer.Ordinal)
        .Select(files => ParquetScan.Of(table, files.Select(f => f.Cold!.Path), files.First().ColumnCount, files.First().Former));

    private static IEnumerable<string> Folded(TableSchema table, ImmutableArray<PartitionSegments> partitions, TierMap map)
    {
        var all = new SeriesFilter(table, TimeRange.All);
        return partitions.Where(p => !IsOnlyFiles(p) || IsCorrected(p, map))
            .SelectMany(p => PartitionSources.Of(p, all).Select(s => IsCorrected(p, map) ? CorrectionOverlay.Over(table, s) : s))
            .Select(s => s.ToString());
    }

    private static bool IsCorrected(PartitionSegments partition, TierMap map) => map.Corrected.Of(partition.Table, partition.Partition).Count > 0;

    private static bool IsOnlyFiles(PartitionSegments partition) =>
        !partition.HasGenerations && partition.Segments.All(s => s is { Tier: Tier.Cold, State: SegmentState.Sealed });

    // Asked within the query's own snapshot, so that a row is seen in the memtable or in its partition, never in both.
    private static string OfMemtable(Memtable memtable, ImmutableArray<PartitionSegments> partitions, TierMap map)
    {
        var location = partitions.Any(p => memtable.MayHold(p.Partition) && IsCorrected(p, map)) ? CorrectionOverlay.Over(memtable.Table, memtable.Location, "rowid") : memtable.Location;
        var settled = partitions.Where(p => memtable.MayHold(p.Partition)).SelectMany(p => p.Segments).Where(s => s.State != SegmentState.Open);
        var unless = PartitionSources.Unless(memtable.Table, settled, new SeriesFilter(memtable.Table, TimeRange.All));
        return $"{location} AS s{unless} WHERE (SELECT coalesce(max(sequence), 0) FROM _applied WHERE stream = '{memtable.Table.Name}') < {memtable.FirstSequence}";
    }
}

/// <summary>A logical table that cannot be shown, since a part of it is damaged.</summary>
/// <param name="Table">The table.</param>
/// <param name="Damage">What whoever reads it is told.</param>
internal sealed record DamagedView(TableSchema Table, StoreCorruptException Damage);
