using System.Globalization;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>
/// What earlier versions of the store have counted: sums of the engine's own hashes, of each row or, before that, of each column alone. They can be compared where
/// the same version of the engine hashes; nothing is counted so any more.
/// </summary>
internal static class FormerHashes
{
    /// <summary>Gets the version of the engine, by which hashes can be compared.</summary>
    public static string Engine { get; } = DuckDbLibrary.Version.ToString();

    /// <summary>Counts rows as they were counted.</summary>
    /// <param name="session">A session that reads.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">How many columns are hashed, from the first.</param>
    /// <param name="rows">The rows, as SQL that stands behind FROM.</param>
    public static SegmentContent Read(DuckDbSession session, TableSchema table, int columns, string rows)
    {
        var names = table.Columns.Take(columns).Select(c => TableDefinitionSql.Quote(c.Name)).ToList();
        var time = TableDefinitionSql.Time(table);
        string[] values =
        [
            "count(*)",
            $"coalesce(epoch_us(min({time})), 0)",
            $"coalesce(epoch_us(max({time})), 0)",
            $"coalesce(sum((hash({string.Join(", ", names)}) >> 1)::BIGINT), 0)",
            .. names.Select(name => $"coalesce(sum((hash({name}) >> 33)::INTEGER), 0)"),
        ];
        var row = session.QueryTexts($"SELECT {string.Join(", ", values.Select(v => $"({v})::VARCHAR"))} FROM {rows}", values.Length)[0];
        return new SegmentContent
        {
            Rows = long.Parse(row[0], CultureInfo.InvariantCulture),
            Earliest = long.Parse(row[1], CultureInfo.InvariantCulture),
            Latest = long.Parse(row[2], CultureInfo.InvariantCulture),
            Former = new EngineHashes(Engine, row[3], row[4..]),
        };
    }

    /// <summary>Tells whether what was counted of a segment can be compared.</summary>
    public static bool AreComparable(SegmentContent content) => content.Former?.HashedBy == Engine;

    /// <summary>Returns the hashes of segments together; <see langword="null"/> where one has none.</summary>
    public static EngineHashes? Sum(IReadOnlyList<SegmentContent> parts)
    {
        if (!parts.All(p => p.Former is not null))
        {
            return null;
        }

        List<EngineHashes> all = [.. parts.Select(p => p.Former!)];
        return new EngineHashes(
            all[0].HashedBy,
            all.TrueForAll(h => h.Rows is not null) ? Sum(all.Select(h => h.Rows!)) : null,
            [.. Enumerable.Range(0, all.Min(h => h.Columns.Count)).Select(i => Sum(all.Select(h => h.Columns[i])))]);
    }

    /// <summary>Returns what differs between hashes that can be compared, in words.</summary>
    public static string? Difference(TableSchema table, SegmentContent expected, SegmentContent actual)
    {
        if (expected.Former is not { } before || actual.Former is not { } now || before.HashedBy != now.HashedBy)
        {
            return null;
        }

        if (before.Rows is { } hash && now.Rows is { } other && hash != other)
        {
            return "the values of its rows are not those that were written.";
        }

        var column = Enumerable.Range(0, Math.Min(before.Columns.Count, now.Columns.Count)).FirstOrDefault(i => before.Columns[i] != now.Columns[i], -1);
        return column < 0 ? null : $"the values of its column '{table.Columns[column].Name}' are not those that were written.";
    }

    private static string Sum(IEnumerable<string> sums) => $"{sums.Aggregate(UInt128.Zero, (sum, part) => sum + UInt128.Parse(part, CultureInfo.InvariantCulture))}";
}
