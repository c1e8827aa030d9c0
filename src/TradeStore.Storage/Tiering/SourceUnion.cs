using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Tiering;

/// <summary>Several sources of one table as one, in which each row says by a number where it comes from.</summary>
internal static class SourceUnion
{
    /// <summary>The column with the number, from 0.</summary>
    public const string Number = "_part";

    /// <summary>Returns SQL that stands behind FROM.</summary>
    /// <param name="table">The table.</param>
    /// <param name="sources">The sources, each of them SQL that stands behind FROM.</param>
    /// <param name="columns">How many columns are taken, from the first.</param>
    public static string Of(TableSchema table, IReadOnlyList<string> sources, int columns)
    {
        var names = string.Join(", ", table.Columns.Take(columns).Select(c => TableDefinitionSql.Quote(c.Name)));
        return $"({string.Join(" UNION ALL ", sources.Select((source, i) => $"SELECT {i} AS {Number}, {names} FROM {source}"))})";
    }
}
