using System.Globalization;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Tiering;

/// <summary>
/// Counts what rows hold: how many, their first and last time, and a sum of hashes, one of all columns of each row. The sum is the same whatever the order of
/// the rows, and a row that is missing, doubled or altered changes it, and so do two rows that have exchanged a value.
/// </summary>
internal static class ContentReading
{
    /// <summary>Gets the version of the engine, by which hashes can be compared.</summary>
    public static string Engine { get; } = DuckDbLibrary.Version.ToString();

    /// <summary>Counts rows.</summary>
    /// <param name="session">A session that reads.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows, as SQL that stands behind FROM.</param>
    /// <param name="columns">How many columns are hashed, from the first.</param>
    /// <param name="byColumn">Whether each column is summed alone, too, to compare with what an earlier version has counted.</param>
    public static SegmentContent Read(DuckDbSession session, TableSchema table, string rows, int columns, bool byColumn = false)
    {
        var values = Values([.. table.Columns.Take(columns)], table, byColumn);
        return Content(session.QueryTexts($"SELECT {string.Join(", ", values)} FROM {rows}", values.Length)[0]);
    }

    /// <summary>Counts the rows of several sources, each for itself, by one statement.</summary>
    /// <param name="session">A session that reads.</param>
    /// <param name="table">The table.</param>
    /// <param name="sources">The sources, each of them SQL that stands behind FROM.</param>
    public static IReadOnlyList<SegmentContent> ReadEach(DuckDbSession session, TableSchema table, IReadOnlyList<string> sources)
    {
        var columns = table.Columns.Count;
        if (sources.Count == 1)
        {
            return [Read(session, table, sources[0], columns)];
        }

        string[] values = [$"{SourceUnion.Number}::VARCHAR", .. Values(table.Columns, table, byColumn: false)];
        var rows = session
            .QueryTexts($"SELECT {string.Join(", ", values)} FROM {SourceUnion.Of(table, sources, columns)} GROUP BY {SourceUnion.Number}", values.Length)
            .ToDictionary(row => int.Parse(row[0], CultureInfo.InvariantCulture), row => Content(row[1..]));
        return [.. Enumerable.Range(0, sources.Count).Select(i => rows.GetValueOrDefault(i) ?? Content(["0", "0", "0", "0", "0"]))];
    }

    /// <summary>Returns the content of segments together.</summary>
    public static SegmentContent Sum(IReadOnlyList<SegmentContent> parts) => new()
    {
        Rows = parts.Sum(p => p.Rows),
        Earliest = parts.Min(p => p.Earliest),
        Latest = parts.Max(p => p.Latest),
        RawBytes = parts.Sum(p => p.RawBytes),
        HashedBy = parts[0].HashedBy,
        RowHash = parts.All(p => p.RowHash is not null) ? Sum(parts.Select(p => p.RowHash!)) : null,
        Hashes = [.. Enumerable.Range(0, parts.Min(p => p.Hashes.Count)).Select(i => Sum(parts.Select(p => p.Hashes[i])))],
    };

    /// <summary>Returns what differs between two contents, in words; <see langword="null"/> when nothing does.</summary>
    public static string? Difference(TableSchema table, SegmentContent expected, SegmentContent actual)
    {
        if (expected.Rows != actual.Rows)
        {
            return $"it has {actual.Rows:N0} rows instead of {expected.Rows:N0}.";
        }

        if ((expected.Earliest, expected.Latest) != (actual.Earliest, actual.Latest))
        {
            return $"its times reach from {actual.Earliest} to {actual.Latest} µs instead of {expected.Earliest} to {expected.Latest} µs.";
        }

        // Another version of the engine may hash otherwise.
        var isComparable = string.Equals(expected.HashedBy, actual.HashedBy, StringComparison.Ordinal);
        if (isComparable && expected.RowHash is { } hash && actual.RowHash is { } other && hash != other)
        {
            return "the values of its rows are not those that were written.";
        }

        var column = isComparable ? Enumerable.Range(0, Math.Min(expected.Hashes.Count, actual.Hashes.Count)).FirstOrDefault(i => expected.Hashes[i] != actual.Hashes[i], -1) : -1;
        return column < 0 ? null : $"the values of its column '{table.Columns[column].Name}' are not those that were written.";
    }

    private static string[] Values(IReadOnlyList<ColumnDefinition> hashed, TableSchema table, bool byColumn)
    {
        var time = TableDefinitionSql.Time(table);
        string[] values =
        [
            "count(*)",
            $"coalesce(epoch_us(min({time})), 0)",
            $"coalesce(epoch_us(max({time})), 0)",
            $"coalesce(sum({string.Join(" + ", hashed.Select(Size))}), 0)",
            $"coalesce(sum((hash({string.Join(", ", hashed.Select(c => TableDefinitionSql.Quote(c.Name)))}) >> 1)::BIGINT), 0)",
            .. hashed.Where(_ => byColumn).Select(c => $"coalesce(sum((hash({TableDefinitionSql.Quote(c.Name)}) >> 33)::INTEGER), 0)"),
        ];
        return [.. values.Select(v => $"({v})::VARCHAR")];
    }

    private static SegmentContent Content(string[] row) => new()
    {
        Rows = long.Parse(row[0], CultureInfo.InvariantCulture),
        Earliest = long.Parse(row[1], CultureInfo.InvariantCulture),
        Latest = long.Parse(row[2], CultureInfo.InvariantCulture),
        RawBytes = long.Parse(row[3], CultureInfo.InvariantCulture),
        RowHash = row[4],
        Hashes = row[5..],
        HashedBy = Engine,
    };

    private static string Sum(IEnumerable<string> sums) => $"{sums.Aggregate(UInt128.Zero, (sum, part) => sum + UInt128.Parse(part, CultureInfo.InvariantCulture))}";

    private static string Size(ColumnDefinition column)
    {
        var name = TableDefinitionSql.Quote(column.Name);
        return column.Type switch
        {
            ColumnType.Text or ColumnType.Json => $"coalesce(strlen({name}::VARCHAR), 0)",
            ColumnType.TextList => $"coalesce(strlen(array_to_string({name}, '')), 0)",
            _ => $"{column.Width}",
        };
    }
}
