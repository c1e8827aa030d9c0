using TradeStore.Schema;
using TradeStore.Tiers;
using TradeStore.Tiers.Warm;

namespace TradeStore.Reading;

/// <summary>The statements that answer a question, one after the other, each touching only tables that can hold rows of it.</summary>
internal static class SeriesPlan
{
    /// <summary>Plans a caller's query.</summary>
    public static ReadPlan Of(ReadContext context, TableSchema table, SeriesQuery query, SeriesFilter filter, string columns) => new()
    {
        Statements = transaction =>
            Range(transaction.Map, context.Maps.Current, table, transaction.Applied(table), filter, columns, query.Order),
        Bind = filter.Bind,
        Take = query.Limit,
    };

    /// <summary>Plans a range, oldest partition first.</summary>
    /// <param name="map">The pinned map.</param>
    /// <param name="current">The map of now, taken within the snapshot: it knows which partitions need a sort.</param>
    /// <param name="table">The table.</param>
    /// <param name="applied">The sequence number that the snapshot's partitions hold.</param>
    /// <param name="filter">The rows asked for.</param>
    /// <param name="columns">The columns, as SQL.</param>
    /// <param name="order">The order of the rows.</param>
    public static IEnumerable<string> Range(
        TierMap map, TierMap current, TableSchema table, long applied, SeriesFilter filter, string columns, ReadOrder order)
    {
        foreach (var segment in map.Segments(table, filter.From, filter.To))
        {
            var sources = Sources(map, segment, applied, filter, extra: null);
            var needsSort = order == ReadOrder.Time && !(current.Find(table, segment.Partition) ?? segment).IsTimeOrdered;
            if (needsSort)
            {
                yield return Sorted(table, columns, sources);
                continue;
            }

            foreach (var source in sources)
            {
                yield return $"SELECT {columns} FROM {source}";
            }
        }
    }

    /// <summary>Plans the newest row, newest partition first; the first statement that finds one has it as its first row.</summary>
    public static IEnumerable<string> Newest(
        TierMap map, TierMap current, TableSchema table, long applied, SeriesFilter filter, string columns, string? extra)
    {
        foreach (var segment in map.Segments(table, filter.From, filter.To).Reverse())
        {
            var newest = Sources(map, segment, applied, filter, extra)
                .Select(source => $"SELECT {columns} FROM {source} {OrderBy(table, descending: true)}");
            if ((current.Find(table, segment.Partition) ?? segment).IsTimeOrdered)
            {
                // What came later is newer, so that the tail answers without the partition being looked at.
                foreach (var sql in newest.Reverse())
                {
                    yield return sql;
                }
            }
            else
            {
                yield return $"FROM ({string.Join(" UNION ALL ", newest.Select(n => $"({n} LIMIT 1)"))}) {OrderBy(table, descending: true)}";
            }
        }
    }

    /// <summary>Returns the tables of a partition, each with its condition; a tail that the snapshot's partitions hold already is left out: each row is seen once.</summary>
    public static List<string> Sources(TierMap map, Segment segment, long applied, SeriesFilter filter, string? extra)
    {
        List<string> sources = [segment.Location + filter.Sql(segment.Partition, mustStayWithin: false, extra)];
        sources.AddRange(map.Tail(segment.Table)
            .Where(tail => applied < tail.FirstSequence && tail.MayHold(segment.Partition))
            .Select(tail => tail.Location + filter.Sql(segment.Partition, mustStayWithin: true, extra)));
        return sources;
    }

    private static string Sorted(TableSchema table, string columns, List<string> sources)
    {
        var from = sources.Count == 1
            ? sources[0]
            : $"({string.Join(" UNION ALL ", sources.Select(s => $"SELECT * FROM {s}"))})";
        return $"SELECT {columns} FROM {from} {OrderBy(table, descending: false)}";
    }

    private static string OrderBy(TableSchema table, bool descending)
    {
        var direction = descending ? " DESC" : "";
        var sequence = table.OrderedKey is not { Sequence: >= 0 and var column } ? "" : $", {TableDefinitionSql.Quote(table.Columns[column].Name)}{direction} NULLS LAST";
        return $"ORDER BY {TableDefinitionSql.Time(table)}{direction}{sequence}";
    }
}
