using TradeStore.DuckDb.Engine;
using TradeStore.Schema;
using TradeStore.Schema.Tables;
using TradeStore.Tiers;
using TradeStore.Tiers.Warm;

namespace TradeStore.Reading.AdHoc;

/// <summary>The logical tables as temporary views of a connection, over the segments of a map.</summary>
internal static class LogicalViews
{
    /// <summary>Makes the connection's views show a map.</summary>
    public static void Show(Reader reader, TableCatalog catalog, TierMap map)
    {
        if (reader.ViewsVersion == map.Version)
        {
            return;
        }

        foreach (var table in catalog.All)
        {
            var sources = (map.Segments(table), map.Tail(table));
            if (!reader.Views.TryGetValue(table, out var shown) || shown != sources)
            {
                Create(reader.Session, table, map);
                reader.Views[table] = sources;
            }
        }

        reader.ViewsVersion = map.Version;
    }

    private static void Create(DuckDbSession session, TableSchema table, TierMap map)
    {
        var columns = TableDefinitionSql.Columns(table);
        var sources = table.Kind == TableKind.State
            ? [$"SELECT {columns} FROM {table.StateTable}"]
            : map.Segments(table).Select(s => $"SELECT {columns} FROM {s.Location}")
                .Concat(map.Tail(table).Select(t => $"SELECT {columns} FROM {t.Location} WHERE {NotYetApplied(t)}"))
                .DefaultIfEmpty($"SELECT {string.Join(", ", table.Columns.Select(c => $"NULL::{c.SqlType} AS {TableDefinitionSql.Quote(c.Name)}"))} WHERE false");
        session.Execute($"CREATE OR REPLACE TEMP VIEW {TableDefinitionSql.Quote(table.Name)} AS {string.Join(" UNION ALL ", sources)}");
    }

    // Asked within the query's own snapshot, so that a row is seen in the tail or in its partition, never in both.
    private static string NotYetApplied(TailSegment tail) =>
        $"(SELECT coalesce(max(sequence), 0) FROM _applied WHERE stream = '{tail.Table.Name}') < {tail.FirstSequence}";
}
