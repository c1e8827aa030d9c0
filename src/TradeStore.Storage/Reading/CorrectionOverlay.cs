using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading;

/// <summary>
/// Lays what was corrected over the rows of a series, wherever these lie: a corrected row has the values that count now, a removed one is left out. A question that no
/// corrected row can answer reads as if there were none.
/// </summary>
internal static class CorrectionOverlay
{
    private const string Position = "_place";

    /// <summary>Tells whether a row of a partition that is asked for was corrected.</summary>
    public static bool IsNeeded(TierMap map, TableSchema table, Partition partition, SeriesFilter filter) => map.Corrected.Of(table, partition).Any(filter.MayHold);

    /// <summary>Returns a source with what was corrected laid over it.</summary>
    public static RowSource Over(TableSchema table, RowSource source) =>
        source with { Location = Over(table, source.Location, source.Position), Position = Position, IsCorrected = true };

    /// <summary>Returns what SQL reads of a table or file with what was corrected laid over it.</summary>
    /// <param name="table">The series; it has corrections.</param>
    /// <param name="location">The table or file.</param>
    /// <param name="position">The place of a row within it, as SQL.</param>
    public static string Over(TableSchema table, string location, string position)
    {
        var corrections = table.Corrections!;
        var isAsWritten = $"c.{corrections.Known} IS NULL";
        var columns = table.Columns.Select((column, ordinal) => (Name: TableDefinitionSql.Quote(column.Name), IsKey: table.FullKey.Contains(ordinal)))
            .Select(c => c.IsKey ? $"t.{c.Name}" : $"CASE WHEN {isAsWritten} THEN t.{c.Name} ELSE c.{c.Name} END AS {c.Name}");
        return $"(SELECT {string.Join(", ", columns)}, t.{position} AS {Position} FROM {location} AS t LEFT JOIN {corrections.Table.StateTable} AS c ON {IsOf(table, "t.")} "
            + $"WHERE {isAsWritten} OR NOT c.{corrections.Removed})";
    }

    /// <summary>Returns the condition that a correction <c>c</c> is of a row, as SQL.</summary>
    /// <param name="table">The series; it has corrections.</param>
    /// <param name="prefix">What stands before each column of the row: an alias and a point.</param>
    public static string IsOf(TableSchema table, string prefix) => string.Join(
        " AND ",
        table.FullKey.Select(c => TableDefinitionSql.Quote(table.Columns[c].Name)).Select(name => $"c.{name} = {prefix}{name}")
            .Concat(table.Corrections!.Presence.Zip(TableDefinitionSql.Presence(table, prefix), (column, present) => $"c.{column} = {present}")));
}
