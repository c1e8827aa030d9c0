using System.Globalization;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>Asks segments that nobody has counted yet what they hold, many by one statement: most of what a statement costs is the statement.</summary>
internal static class UncountedSegments
{
    private const int AtOnce = 100;

    // What a text takes that is in a dictionary, or short.
    private const int BytesOfText = 16;

    /// <summary>Learns the texts of segments, where they are not known.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="segments">Segments of one table.</param>
    public static void Learn(DuckDbSession session, IEnumerable<Segment> segments)
    {
        foreach (var some in segments.Where(s => s.Growing is { IsKnown: false, Depths: > 0 }).Chunk(AtOnce))
        {
            var depths = some[0].Growing!.Depths;
            var texts = string.Join(", ", some[0].Table.ClusterTexts.Take(depths).Select(c => TableDefinitionSql.Quote(some[0].Table.Columns[c].Name)));
            var sources = string.Join(" UNION ALL ", some.Select(s => $"SELECT {texts}, '{s.Id}' FROM {s.Location}"));
            var rows = session.QueryTexts($"SELECT DISTINCT * FROM ({sources})", depths + 1).ToLookup(row => Number(row[^1]));
            foreach (var segment in some)
            {
                segment.Growing!.Learn(rows[segment.Id]);
            }
        }
    }

    /// <summary>Counts the rows of segments, where they are not counted, or have taken rows since.</summary>
    /// <param name="session">A session in a transaction.</param>
    /// <param name="segments">Segments of one table.</param>
    /// <param name="applied">The sequence number up to which the transaction's snapshot holds the table's rows.</param>
    /// <returns>The counts by the segments' numbers.</returns>
    public static IReadOnlyDictionary<long, CountedRows> Count(DuckDbSession session, IEnumerable<Segment> segments, long applied)
    {
        var growing = segments.Where(s => s is { Content: null, Growing: not null }).ToList();
        var counts = new Dictionary<long, CountedRows>();
        foreach (var segment in growing)
        {
            if (segment.Growing!.CountedAt(applied) is { } counted)
            {
                counts.Add(segment.Id, counted);
            }
        }

        // What is large is faster counted by itself: the engine knows much of it without a look at the rows.
        var left = growing.Where(s => !counts.ContainsKey(s.Id)).ToLookup(s => s.Growing!.MostRows < TableSize.RowGroup);
        foreach (var (some, sql) in left[true].Chunk(AtOnce).Select(s => (s, Grouped(s))).Concat(left[false].Chunk(AtOnce).Select(s => (s, OneByOne(s)))))
        {
            var rows = session.QueryTexts(sql, columns: 4).ToDictionary(row => Number(row[0]), row => row[1..]);
            foreach (var segment in some)
            {
                var row = rows.GetValueOrDefault(segment.Id) ?? ["0", "0", "0"];
                var count = Number(row[0]);
                var counted = new CountedRows(count, Number(row[1]), Number(row[2]), Bytes(session, segment, count), applied);
                segment.Growing!.Counted(counted);
                counts.Add(segment.Id, counted);
            }
        }

        return counts;
    }

    /// <summary>Returns how many rows there are, and the first and last time of them, as SQL: three texts.</summary>
    public static string Figures(TableSchema table)
    {
        var time = TableDefinitionSql.Time(table);
        return $"count(*)::VARCHAR, coalesce(epoch_us(min({time})), 0)::VARCHAR, coalesce(epoch_us(max({time})), 0)::VARCHAR";
    }

    public static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string OneByOne(Segment[] segments) => string.Join(" UNION ALL ", segments.Select(s => $"SELECT '{s.Id}', {Figures(s.Table)} FROM {s.Location}"));

    private static string Grouped(Segment[] segments)
    {
        var table = segments[0].Table;
        var sources = string.Join(" UNION ALL ", segments.Select(s => $"SELECT {s.Id} AS _segment, {TableDefinitionSql.Time(table)} FROM {s.Location}"));
        return $"SELECT _segment::VARCHAR, {Figures(table)} FROM ({sources}) GROUP BY _segment";
    }

    // A small table shares its blocks with others; to ask for them costs milliseconds for each table.
    private static long Bytes(DuckDbSession session, Segment segment, long rows) => rows < TableSize.RowGroup
        ? rows * segment.Table.Columns.Sum(c => c.Type is ColumnType.Text or ColumnType.Json or ColumnType.TextList ? BytesOfText : c.Width)
        : TableSize.Read(session, segment.Location);
}
