using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading;

/// <summary>In which order the rows of a partition's sources come, and how another one is made.</summary>
internal static class SourceOrder
{
    /// <summary>Tells whether the sources, read one after the other, give the rows by time.</summary>
    /// <param name="sources">The sources of one partition.</param>
    /// <param name="current">The map of now, taken within the snapshot.</param>
    /// <param name="filter">The rows asked for.</param>
    public static bool IsByTime(IReadOnlyList<RowSource> sources, TierMap current, SeriesFilter filter)
    {
        var segments = sources.Select(s => s.Segment).OfType<Segment>().ToList();
        return segments switch
        {
            _ when sources.Any(s => s.IsCorrected) => false,
            [] => sources.Count == 0,

            // Memtables have the segment's rows behind them: one flag stands for both.
            [{ State: SegmentState.Open } open] => (current.Find(open) ?? open).IsTimeOrdered,
            [var only] => sources.Count == 1 && (only.IsTimeOrdered || filter.IsOneSeries(only)),
            _ => false,
        };
    }

    /// <summary>Returns the statement that reads sources in an order; rows that are equal by it come in the order in which they were stored, each time the same.</summary>
    public static string Sorted(TableSchema table, string columns, IReadOnlyList<RowSource> sources, string orderBy)
    {
        if (sources.Count == 1)
        {
            return $"SELECT {columns} FROM {sources[0]} ORDER BY {orderBy}, s.{sources[0].Position}";
        }

        var all = TableDefinitionSql.Columns(table);
        var parts = sources.Select((s, i) => $"SELECT {all}, {i} AS _source, s.{s.Position} AS _position FROM {s}");
        return $"SELECT {columns} FROM ({string.Join(" UNION ALL ", parts)}) ORDER BY {orderBy}, _source, _position";
    }
}
