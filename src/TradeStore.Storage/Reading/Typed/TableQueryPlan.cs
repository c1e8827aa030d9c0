using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>What a statement returns of each row.</summary>
/// <param name="Columns">The SQL of the columns, separated by commas.</param>
/// <param name="Names">Their names.</param>
/// <param name="IsWhole">Whether they are all the table's columns, by their own names.</param>
internal sealed record RowSelection(string Columns, string Names, bool IsWhole)
{
    /// <summary>Returns all columns of a table.</summary>
    public static RowSelection Whole(TableSchema table)
    {
        var columns = TableDefinitionSql.Columns(table);
        return new(columns, columns, IsWhole: true);
    }
}

/// <summary>The statements that answer a typed query, each touching only tables that can hold rows of it.</summary>
internal static class TableQueryPlan
{
    /// <summary>Plans the rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="selection">What is read of each row.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="map">The pinned map.</param>
    /// <param name="current">The map of now, taken within the snapshot: it knows which partitions need a sort.</param>
    /// <param name="applied">The sequence number that the snapshot's partitions hold.</param>
    public static IEnumerable<string> Rows(TableSchema table, RowSelection selection, QueryDefinition query, TierMap map, TierMap current, long applied)
    {
        if (table.Kind == TableKind.State)
        {
            return Sorted([State(table, query)], selection, query);
        }

        var filter = new SeriesFilter(table, query.Times);
        var partitions = map.Partitions(table, filter.From, filter.To);
        if (query.Orderings is not [{ Value.IsTime: true } first, ..])
        {
            var all = partitions.SelectMany(p => PartitionSources.Of(map, p, applied, filter, query.Where));
            return query.Orderings.IsEmpty ? all.Select(source => $"SELECT {selection.Columns} FROM {source}") : Sorted([.. all.Select(s => s.ToString())], selection, query);
        }

        // Partitions are disjoint in time: sorted one by one they are sorted, ties included, and the last ones need not be read.
        return (first.IsDescending ? Enumerable.Reverse(partitions) : partitions).SelectMany(partition =>
        {
            var sources = PartitionSources.Of(map, partition, applied, filter, query.Where);
            return query.Orderings.Length == 1 && !first.IsDescending && SourceOrder.IsByTime(sources, current, filter)
                ? sources.Select(source => $"SELECT {selection.Columns} FROM {source}")
                : Sorted(sources.ConvertAll(s => s.ToString()), selection, query);
        });
    }

    /// <summary>Plans the count of the rows: the sum of what the statements return.</summary>
    public static IEnumerable<string> Counts(TableSchema table, QueryDefinition query, TierMap map, long applied) =>
        Sources(table, query, map, applied).Select(source => $"SELECT count(*) FROM {source}");

    /// <summary>Returns what stands behind FROM, of all places where rows can lie; each row is in one of them.</summary>
    public static IEnumerable<string> Sources(TableSchema table, QueryDefinition query, TierMap map, long applied)
    {
        if (table.Kind == TableKind.State)
        {
            return [State(table, query)];
        }

        var filter = new SeriesFilter(table, query.Times);
        return map.Partitions(table, filter.From, filter.To).SelectMany(p => PartitionSources.Of(map, p, applied, filter, query.Where)).Select(source => source.ToString());
    }

    /// <summary>Returns the rows of all sources as one SELECT, in the order that is asked for.</summary>
    public static IEnumerable<string> Sorted(IReadOnlyList<string> sources, RowSelection selection, QueryDefinition query)
    {
        if (sources.Count < 2)
        {
            return sources.Select(source => $"SELECT {selection.Columns} FROM {source}{query.OrderBy}");
        }

        // What is sorted by need not be among what is read: it goes along under names of its own.
        var keys = selection.IsWhole ? [] : query.Orderings.Select((ordering, i) => (ordering, Name: $"_by{i}")).ToList();
        var columns = selection.Columns + string.Concat(keys.Select(k => $", {k.ordering.Value.Sql} AS {k.Name}"));
        var orderBy = selection.IsWhole ? query.OrderBy : QueryDefinition.Clause(keys.Select(k => k.ordering.Of(k.Name)));
        return [$"SELECT {selection.Names} FROM ({string.Join(" UNION ALL ", sources.Select(source => $"SELECT {columns} FROM {source}"))}){orderBy}"];
    }

    private static string State(TableSchema table, QueryDefinition query) => $"{table.StateTable}{(query.Where is { } where ? $" WHERE {where}" : "")}";
}
