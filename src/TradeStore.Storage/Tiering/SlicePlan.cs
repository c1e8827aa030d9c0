using System.Globalization;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiering;

/// <summary>
/// Cuts a partition into slices of a bounded number of rows, along the texts at the head of the cluster key: sorting needs less memory, checkpoints get in
/// between, and of a huge day each file holds a range of symbols.
/// </summary>
internal static class SlicePlan
{
    // A third text would hardly cut anything that two do not.
    private const int MostTexts = 2;

    /// <summary>Plans the slices.</summary>
    /// <param name="session">A session that reads.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows, as SQL that stands behind FROM.</param>
    /// <param name="mostRows">The bound; a series with more rows is cut no further.</param>
    public static IReadOnlyList<Slice> Of(DuckDbSession session, TableSchema table, string rows, long mostRows) => OfEach(session, table, [rows], mostRows)[0];

    /// <summary>Plans the slices of several sources, each for itself, by one statement.</summary>
    /// <param name="session">A session that reads.</param>
    /// <param name="table">The table.</param>
    /// <param name="sources">The sources, each of them SQL that stands behind FROM.</param>
    /// <param name="mostRows">The bound; a series with more rows is cut no further.</param>
    public static IReadOnlyList<IReadOnlyList<Slice>> OfEach(DuckDbSession session, TableSchema table, IReadOnlyList<string> sources, long mostRows)
    {
        List<string> texts = [.. table.ClusterTexts.Take(MostTexts).Select(c => TableDefinitionSql.Quote(table.Columns[c].Name))];
        var isOne = sources.Count == 1;
        List<string> groups = [.. isOne ? [] : new[] { SourceUnion.Number }, .. texts];
        var grouping = groups.Count == 0 ? " HAVING count(*) > 0" : $" GROUP BY {string.Join(", ", groups)} ORDER BY {string.Join(", ", groups)}";
        string[] values = [isOne ? "'0'" : $"{SourceUnion.Number}::VARCHAR", .. texts, "count(*)::VARCHAR", $"{Ties(table)}::VARCHAR"];
        var rows = isOne ? sources[0] : SourceUnion.Of(table, sources, table.Columns.Count);
        var bySource = session
            .QueryTexts($"SELECT {string.Join(", ", values)} FROM {rows} AS s{grouping}", values.Length)
            .ToLookup(
                row => int.Parse(row[0], CultureInfo.InvariantCulture),
                row => (Texts: row[1..(texts.Count + 1)], Rows: long.Parse(row[^2], CultureInfo.InvariantCulture), HasTies: row[^1] != "0"));
        return [.. Enumerable.Range(0, sources.Count).Select(i => Cut(texts, [.. bySource[i]], mostRows))];
    }

    private static List<Slice> Cut(List<string> texts, List<(string[] Texts, long Rows, bool HasTies)> groups, long mostRows)
    {
        var slices = new List<Slice>();
        for (var start = 0; start < groups.Count;)
        {
            var (end, sum) = (start + 1, groups[start].Rows);
            for (; end < groups.Count && sum + groups[end].Rows <= mostRows; end++)
            {
                sum += groups[end].Rows;
            }

            var isAll = start == 0 && end == groups.Count;
            var (first, last) = (groups[start].Texts, groups[end - 1].Texts);
            slices.Add(new Slice(isAll ? null : Between(texts, first, last), sum, groups[start..end].Exists(g => g.HasTies), first, last, groups[start..end].ConvertAll(g => g.Texts)));
            start = end;
        }

        return slices;
    }

    // The key tells rows apart unless a part of it is NULL, or the table keeps both.
    private static string Ties(TableSchema table)
    {
        var nullable = table.FullKey.Where(c => table.Columns[c].IsNullable).Select(c => $"{TableDefinitionSql.Quote(table.Columns[c].Name)} IS NULL").ToList();
        return table.Duplicates == DuplicateRule.KeepBoth ? "count(*)" : nullable.Count == 0 ? "0" : $"count(*) FILTER (WHERE {string.Join(" OR ", nullable)})";
    }

    // The bounds of the first text alone, so that the engine passes over what lies beyond; and then what of the first and the last one is not meant.
    private static string Between(List<string> texts, string[] first, string[] last)
    {
        var name = $"s.{texts[0]}";
        var (low, high) = (TableDefinitionSql.Literal(first[0]), TableDefinitionSql.Literal(last[0]));
        var condition = $"{name} >= {low} AND {name} <= {high}";
        return texts.Count == 1
            ? condition
            : $"{condition} AND NOT ({name} = {low} AND s.{texts[1]} < {TableDefinitionSql.Literal(first[1])}) AND NOT ({name} = {high} AND s.{texts[1]} > {TableDefinitionSql.Literal(last[1])})";
    }
}
