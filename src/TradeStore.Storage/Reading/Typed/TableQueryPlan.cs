using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>The statements that answer a typed query, each touching only tables that can hold rows of it.</summary>
internal static class TableQueryPlan
{
    /// <summary>Plans the rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="map">The pinned map.</param>
    /// <param name="current">The map of now, taken within the snapshot: it knows which partitions need a sort.</param>
    /// <param name="applied">The sequence number that the snapshot's partitions hold.</param>
    public static IEnumerable<string> Rows(TableSchema table, QueryDefinition query, TierMap map, TierMap current, long applied)
    {
        var columns = TableDefinitionSql.Columns(table);
        if (table.Kind == TableKind.State)
        {
            return [$"SELECT {columns} FROM {State(table, query)}{query.OrderBy}"];
        }

        var filter = new SeriesFilter(table, query.Times);
        var partitions = map.Partitions(table, filter.From, filter.To);
        if (query.Orderings is not [{ Column.IsTime: true } first, ..])
        {
            var all = partitions.SelectMany(p => PartitionSources.Of(map, p, applied, filter, query.Where));
            return query.Orderings.IsEmpty ? all.Select(source => $"SELECT {columns} FROM {source}") : Sorted(all, columns, query);
        }

        // Partitions are disjoint in time: sorted one by one they are sorted, ties included, and the last ones need not be read.
        return (first.IsDescending ? Enumerable.Reverse(partitions) : partitions).SelectMany(partition =>
        {
            var sources = PartitionSources.Of(map, partition, applied, filter, query.Where);
            return query.Orderings.Length == 1 && !first.IsDescending && SourceOrder.IsByTime(sources, current, filter)
                ? sources.Select(source => $"SELECT {columns} FROM {source}")
                : Sorted(sources, columns, query);
        });
    }

    /// <summary>Plans the count of the rows: the sum of what the statements return.</summary>
    public static IEnumerable<string> Counts(TableSchema table, QueryDefinition query, TierMap map, long applied) => table.Kind == TableKind.State
        ? [$"SELECT count(*) FROM {State(table, query)}"]
        : Counts(table, query, map, applied, new SeriesFilter(table, query.Times));

    private static string State(TableSchema table, QueryDefinition query) => $"{table.StateTable}{(query.Where is { } where ? $" WHERE {where}" : "")}";

    private static IEnumerable<string> Counts(TableSchema table, QueryDefinition query, TierMap map, long applied, SeriesFilter filter) =>
        map.Partitions(table, filter.From, filter.To)
            .SelectMany(p => PartitionSources.Of(map, p, applied, filter, query.Where))
            .Select(source => $"SELECT count(*) FROM {source}");

    private static IEnumerable<string> Sorted(IEnumerable<RowSource> sources, string columns, QueryDefinition query)
    {
        var selects = sources.Select(source => $"SELECT {columns} FROM {source}").ToList();
        return selects.Count switch
        {
            0 => [],
            1 => [selects[0] + query.OrderBy],
            _ => [$"SELECT {columns} FROM ({string.Join(" UNION ALL ", selects)}){query.OrderBy}"],
        };
    }
}
