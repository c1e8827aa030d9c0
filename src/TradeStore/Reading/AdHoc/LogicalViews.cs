using System.Collections.Immutable;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Schema;
using TradeStore.Schema.Tables;
using TradeStore.Tiers;
using TradeStore.Tiers.Cold;
using TradeStore.Tiers.Warm;

namespace TradeStore.Reading.AdHoc;

/// <summary>The logical tables as temporary views of a connection, over the segments of a map.</summary>
internal static class LogicalViews
{
    // Whoever asks the engine which tables there are is shown all of them.
    private static readonly string[] Catalogs = ["information_schema", "duckdb_", "pg_catalog"];

    /// <summary>Shows the tables that a statement can name, as a map has them: the partitions of the times that it asks for.</summary>
    /// <returns>Those that cannot be shown; a statement may name them in passing and not read them.</returns>
    public static IReadOnlyList<DamagedView> Show(Reader reader, TableCatalog catalog, TierMap map, StatementTimes statement, QueryGuard guard)
    {
        var damaged = new List<DamagedView>();
        foreach (var table in Named(catalog, statement.Sql))
        {
            // Of one partition there is nothing to leave out.
            var partitions = map.Partitions(table);
            var times = partitions.Length > 1 ? statement.Of(table) : TimeRange.All;
            var sources = new ViewSources(partitions, map.Tail(table), map.Tail(table).Sum(t => t.PartitionCount), times);
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

                Show(reader.Session, table, times, map, guard);
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

    /// <summary>Returns the tables that a statement can name.</summary>
    public static IEnumerable<TableSchema> Named(TableCatalog catalog, string sql)
    {
        bool Names(string text) => sql.Contains(text, StringComparison.OrdinalIgnoreCase);
        var isAll = Catalogs.Any(Names);
        return catalog.All.Where(t => isAll || Names(t.Name));
    }

    private static void Show(DuckDbSession session, TableSchema table, TimeRange times, TierMap map, QueryGuard guard)
    {
        try
        {
            Create(session, table, times, map);
        }
        catch (DuckDbException exception)
        {
            throw guard.Explain(exception, new DamageSearch(map, [table]));
        }
    }

    private static void Create(DuckDbSession session, TableSchema table, TimeRange times, TierMap map)
    {
        var columns = TableDefinitionSql.Columns(table);
        var partitions = map.Partitions(table, times.From, times.To);
        var sources = table.Kind == TableKind.State
            ? [table.StateTable]
            : Files(table, partitions).Concat(Folded(table, partitions)).Concat(map.Tail(table).Select(t => Tail(t, partitions)));
        var selects = sources
            .Select(source => $"SELECT {columns} FROM {source}")
            .DefaultIfEmpty($"SELECT {string.Join(", ", table.Columns.Select(c => $"NULL::{c.SqlType} AS {TableDefinitionSql.Quote(c.Name)}"))} WHERE false");
        session.Execute($"CREATE OR REPLACE TEMP VIEW {TableDefinitionSql.Quote(table.Name)} AS {string.Join(" UNION ALL ", selects)}");
    }

    // One scan of many files costs the engine less than many scans of one.
    private static IEnumerable<string> Files(TableSchema table, ImmutableArray<PartitionSegments> partitions) => partitions
        .Where(IsOnlyFiles)
        .SelectMany(p => p.Segments)
        .GroupBy(s => s.ColumnCount)
        .Select(files => ParquetScan.Of(table, files.Select(f => f.Cold!.Path), files.Key));

    private static IEnumerable<string> Folded(TableSchema table, ImmutableArray<PartitionSegments> partitions)
    {
        var all = new SeriesFilter(table, TimeRange.All);
        return partitions.Where(p => !IsOnlyFiles(p)).SelectMany(p => PartitionSources.Of(p, all)).Select(s => s.ToString());
    }

    private static bool IsOnlyFiles(PartitionSegments partition) =>
        !partition.HasGenerations && partition.Segments.All(s => s is { Tier: Tier.Cold, State: SegmentState.Sealed });

    // Asked within the query's own snapshot, so that a row is seen in the tail or in its partition, never in both.
    private static string Tail(TailSegment tail, ImmutableArray<PartitionSegments> partitions)
    {
        var settled = partitions.Where(p => tail.MayHold(p.Partition)).SelectMany(p => p.Segments).Where(s => s.State != SegmentState.Open);
        var unless = PartitionSources.Unless(tail.Table, settled, new SeriesFilter(tail.Table, TimeRange.All));
        return $"{tail.Location} AS s{unless} WHERE (SELECT coalesce(max(sequence), 0) FROM _applied WHERE stream = '{tail.Table.Name}') < {tail.FirstSequence}";
    }
}
