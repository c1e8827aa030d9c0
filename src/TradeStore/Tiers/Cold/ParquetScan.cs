using TradeStore.Schema;
using TradeStore.Tiers.Warm;

namespace TradeStore.Tiers.Cold;

/// <summary>What SQL reads of Parquet files, so that they look like a table of today's declaration.</summary>
internal static class ParquetScan
{
    /// <summary>Returns a scan of one file.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The file.</param>
    /// <param name="columns">How many of the table's columns it has; columns are only ever added at the end.</param>
    public static string Of(TableSchema table, string path, int columns) => Of(table, [path], columns);

    /// <summary>Returns a scan of files that have the same columns.</summary>
    public static string Of(TableSchema table, IEnumerable<string> paths, int columns)
    {
        var scan = $"read_parquet([{string.Join(", ", paths.Select(TableDefinitionSql.Literal))}])";
        var added = table.Columns.Skip(columns).Select(c => $"NULL::{c.SqlType} AS {TableDefinitionSql.Quote(c.Name)}").ToList();
        return added.Count == 0 ? scan : $"(SELECT *, file_row_number, {string.Join(", ", added)} FROM {scan})";
    }
}
