using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading;

/// <summary>The statements that answer a question, one after the other, each touching only tables and files that can hold rows of it.</summary>
internal static class SeriesPlan
{
    // What is asked for is mostly in the newest partitions; to know where else it can be costs a look at all.
    private const int AskedBeforeLearning = 4;

    /// <summary>Plans a caller's query.</summary>
    public static ReadPlan Of(ReadContext context, TableSchema table, SeriesQuery query, SeriesFilter filter, string columns) => new()
    {
        Statements = transaction =>
            Range(transaction.Map, context.Maps.Current, table, context.Folder, transaction.Applied(table), filter, columns, query.Order),
        Bind = filter.Bind,
        Take = query.Limit,
    };

    /// <summary>Plans a range, oldest partition first.</summary>
    /// <param name="map">The pinned map.</param>
    /// <param name="current">The map of now, taken within the snapshot: it knows which partitions need a sort.</param>
    /// <param name="table">The table.</param>
    /// <param name="folder">The store's folder.</param>
    /// <param name="applied">The sequence number that the snapshot's partitions hold.</param>
    /// <param name="filter">The rows asked for.</param>
    /// <param name="columns">The columns, as SQL.</param>
    /// <param name="order">The order of the rows.</param>
    public static IEnumerable<string> Range(
        TierMap map, TierMap current, TableSchema table, StoreFolder folder, long applied, SeriesFilter filter, string columns, ReadOrder order)
    {
        var files = new FileRun(table, folder, filter, columns);
        foreach (var partition in map.Partitions(table, filter.From, filter.To))
        {
            var sources = PartitionSources.Of(map, partition, applied, filter);
            var isSorted = order != ReadOrder.Time || SourceOrder.IsByTime(sources, current, filter);
            if (isSorted && files.TryAdd(sources))
            {
                if (files.IsFull)
                {
                    yield return files.Take()!;
                }

                continue;
            }

            if (files.Take() is { } before)
            {
                yield return before;
            }

            if (!isSorted)
            {
                yield return SourceOrder.Sorted(table, columns, sources, OrderBy(table, descending: false));
                continue;
            }

            foreach (var source in sources)
            {
                yield return $"SELECT {columns} FROM {source}";
            }
        }

        if (files.Take() is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Plans the newest row, newest partition first; the first statement that finds one has it as its first row.</summary>
    public static IEnumerable<string> Newest(
        ReadTransaction transaction, TierMap current, TableSchema table, SeriesFilter filter, string columns, string? extra)
    {
        var (map, applied, asked, hasLearnt) = (transaction.Map, transaction.Applied(table), 0, false);
        var partitions = map.Partitions(table, filter.From, filter.To);
        for (var i = partitions.Length - 1; i >= 0; i--)
        {
            if (asked >= AskedBeforeLearning && !hasLearnt)
            {
                hasLearnt = true;
                transaction.Learn(partitions[..(i + 1)].SelectMany(p => p.Segments));
            }

            var sources = PartitionSources.Of(map, partitions[i], applied, filter, extra);
            asked += Math.Min(sources.Count, 1);
            var newest = sources.ConvertAll(source => $"SELECT {columns} FROM {source} ORDER BY {OrderBy(table, descending: true)}");
            if (sources.Count <= 1 || SourceOrder.IsByTime(sources, current, filter))
            {
                // What came later is newer, so that the memtable answers without the partition being looked at.
                foreach (var sql in newest.AsEnumerable().Reverse())
                {
                    yield return sql;
                }
            }
            else
            {
                yield return $"FROM ({string.Join(" UNION ALL ", newest.Select(n => $"({n} LIMIT 1)"))}) ORDER BY {OrderBy(table, descending: true)}";
            }
        }
    }

    private static string OrderBy(TableSchema table, bool descending)
    {
        var direction = descending ? " DESC" : "";
        var sequence = table.OrderedKey is not { Sequence: >= 0 and var column } ? "" : $", {TableDefinitionSql.Quote(table.Columns[column].Name)}{direction} NULLS LAST";
        return $"{TableDefinitionSql.Time(table)}{direction}{sequence}";
    }
}
