using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers;

/// <summary>What SQL reads of Parquet files, so that they look like a table of today's declaration.</summary>
internal static class ParquetScan
{
    /// <summary>Returns a scan of one file.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The file.</param>
    /// <param name="columns">How many of the table's columns it has; columns are only ever added at the end.</param>
    /// <param name="former">The types in the file of columns that have been widened since.</param>
    public static string Of(TableSchema table, string path, int columns, IReadOnlyDictionary<string, string>? former = null) => Of(table, [path], columns, former);

    /// <summary>Returns a scan of files that have the same columns, of the same types.</summary>
    public static string Of(TableSchema table, IEnumerable<string> paths, int columns, IReadOnlyDictionary<string, string>? former = null)
    {
        var scan = $"read_parquet([{string.Join(", ", paths.Select(TableDefinitionSql.Literal))}])";
        var added = table.Columns.Skip(columns).Select(c => $"NULL::{c.SqlType} AS {TableDefinitionSql.Quote(c.Name)}");
        var widened = table.Columns.Where(c => former?.ContainsKey(c.Name) == true).ToDictionary(c => c.Name, c => c.SqlType, StringComparer.Ordinal);
        return columns >= table.Columns.Count && widened.Count == 0 ? scan : $"(SELECT {string.Join(", ", added.Prepend("file_row_number").Prepend(Star(widened)))} FROM {scan})";
    }

    /// <summary>Returns all columns as a SELECT has them, some cast to other types.</summary>
    public static string Star(IReadOnlyDictionary<string, string> types) => types.Count == 0
        ? "*"
        : $"* REPLACE ({string.Join(", ", types.Select(t => $"{TableDefinitionSql.Quote(t.Key)}::{t.Value} AS {TableDefinitionSql.Quote(t.Key)}"))})";
}
