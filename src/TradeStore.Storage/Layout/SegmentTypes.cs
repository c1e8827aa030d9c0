using System.Text.Json;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Layout;

/// <summary>
/// The types that columns had when a segment was written, where they have others since: a file keeps them, and what was counted of a segment was counted
/// by them.
/// </summary>
internal static class SegmentTypes
{
    /// <summary>Gets the member of a segment's details.</summary>
    public const string Member = "former";

    /// <summary>Returns the statement that notes what columns were with every segment of a table that is counted or a file; of a column that was widened before, the first type stays.</summary>
    public static IEnumerable<string> Note(TableSchema table, IReadOnlyList<ColumnDefinition> former)
    {
        if (former.Count == 0 || table.Kind == TableKind.State)
        {
            yield break;
        }

        var types = JsonSerializer.Serialize(new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal)
        {
            [Member] = former.ToDictionary(c => c.Name, c => c.SqlType, StringComparer.Ordinal),
        });
        yield return $"UPDATE _segments SET details = json_merge_patch({TableDefinitionSql.Literal(types)}, details) "
            + $"WHERE table_name = {TableDefinitionSql.Literal(table.Name)} AND (tier = 'cold' OR json_exists(details, '$.hashes') OR json_exists(details, '$.rowHash') OR json_exists(details, '$.valueHash'));";
    }
}
