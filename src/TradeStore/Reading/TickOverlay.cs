using TradeStore.Schema;
using TradeStore.Schema.Tables;
using TradeStore.Tiers;
using TradeStore.Tiers.Warm;

namespace TradeStore.Reading;

/// <summary>
/// Lays what venues changed over the rows of ticks, wherever these lie: a corrected row has the values that count now, a busted one is left out. A question that no
/// changed tick can answer reads as if there were none.
/// </summary>
internal static class TickOverlay
{
    private const string Position = "_place";
    private static readonly string[] Present = ["is_quote", "is_trade"];

    /// <summary>Tells whether a tick of a partition that is asked for was changed.</summary>
    public static bool IsNeeded(TierMap map, TableSchema table, Partition partition, SeriesFilter filter) => map.Corrected.Of(table, partition).Any(filter.MayHold);

    /// <summary>Returns a source with what was changed laid over it.</summary>
    public static RowSource Over(TableSchema table, RowSource source) =>
        source with { Location = Over(table, source.Location, source.Position), Position = Position, IsCorrected = true };

    /// <summary>Returns what SQL reads of a table or file with what was changed laid over it.</summary>
    /// <param name="table">The table of ticks.</param>
    /// <param name="location">The table or file.</param>
    /// <param name="position">The place of a row within it, as SQL.</param>
    public static string Over(TableSchema table, string location, string position)
    {
        var columns = table.Columns.Select((column, ordinal) => Column(TableDefinitionSql.Quote(column.Name), table.FullKey.Contains(ordinal)));
        return $"(SELECT {string.Join(", ", columns)}, t.{position} AS {Position} FROM {location} AS t LEFT JOIN {TickCorrectionTable.Definition.StateTable} AS c ON {IsOf(table, "t.")} "
            + "WHERE c.symbol IS NULL OR NOT c.is_busted)";
    }

    /// <summary>Returns the condition that a correction <c>c</c> is of a row, as SQL.</summary>
    /// <param name="table">The table of ticks.</param>
    /// <param name="prefix">What stands before each column of the row: an alias and a point.</param>
    public static string IsOf(TableSchema table, string prefix) => string.Join(
        " AND ",
        table.FullKey.Select(c => TableDefinitionSql.Quote(table.Columns[c].Name)).Select(name => $"c.{name} = {prefix}{name}")
            .Concat(Present.Zip(TableDefinitionSql.Presence(table, prefix), (column, present) => $"c.{column} = {present}")));

    private static string Column(string name, bool isKey) => isKey ? $"t.{name}" : $"CASE WHEN c.symbol IS NULL THEN t.{name} ELSE c.{name} END AS {name}";
}
