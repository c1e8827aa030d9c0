using System.Globalization;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Layout;

/// <summary>
/// Columns of physical tables that have fewer digits than their declaration says. What is there is looked at, not what should be: after a crash the
/// tables that are done are left out.
/// </summary>
internal static class ColumnWidening
{
    // A table is laid down anew in memory, and in the engine's log, before the transaction ends.
    private const long RowsAtOnce = 1_000_000;

    /// <summary>Returns the statements that widen them, a few tables a transaction.</summary>
    public static IReadOnlyList<string> Find(DuckDbSession session, IEnumerable<TableSchema> tables)
    {
        var (found, batch, rows) = (new List<string>(), "", 0L);
        var physical = Physical(session);
        foreach (var (location, table, size) in tables.SelectMany(t => Locations(session, t)))
        {
            var altered = Alter(location, table, physical);
            if (altered.Length > 0 && batch.Length > 0 && rows + size > RowsAtOnce)
            {
                found.Add(batch);
                (batch, rows) = ("", 0);
            }

            batch += altered;
            rows += altered.Length > 0 ? size : 0;
        }

        return batch.Length > 0 ? [.. found, batch] : found;
    }

    private static string Alter(string location, TableSchema table, Dictionary<(string Location, string Column), string> physical) => string.Concat(table.Columns
        .Where(c => c.IsDecimal && physical.TryGetValue((location, c.Name), out var type) && !string.Equals(type, c.SqlType, StringComparison.Ordinal))
        .Select(c => $"ALTER TABLE {location} ALTER COLUMN {TableDefinitionSql.Quote(c.Name)} SET DATA TYPE {c.SqlType};"));

    private static Dictionary<(string Location, string Column), string> Physical(DuckDbSession session) => session
        .QueryTexts(
            "SELECT schema_name || '.\"' || table_name || '\"', column_name, data_type FROM duckdb_columns() "
                + "WHERE database_name = current_database() AND data_type LIKE 'DECIMAL%'",
            columns: 3)
        .ToDictionary(row => (row[0], row[1]), row => row[2]);

    private static IEnumerable<(string Location, TableSchema Table, long Rows)> Locations(DuckDbSession session, TableSchema table)
    {
        var schema = table.Kind == TableKind.State ? "state" : "warm";
        var segments = table.Kind == TableKind.State
            ? TableDefinitionSql.Literal(table.StateTable)
            : $"SELECT location FROM _segments WHERE table_name = {TableDefinitionSql.Literal(table.Name)} AND tier = 'warm'";
        return session
            .QueryTexts(
                "SELECT location, CAST(estimated_size AS VARCHAR) FROM (SELECT schema_name || '.\"' || table_name || '\"' AS location, estimated_size FROM duckdb_tables() "
                    + $"WHERE database_name = current_database() AND schema_name = '{schema}') WHERE location IN ({segments}) ORDER BY location",
                columns: 2)
            .Select(row => (row[0], table, long.Parse(row[1], CultureInfo.InvariantCulture)));
    }
}
