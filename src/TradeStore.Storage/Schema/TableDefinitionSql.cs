namespace TradeStore.Storage.Schema;

/// <summary>The SQL that a table's declaration stands for.</summary>
internal static class TableDefinitionSql
{
    /// <summary>Returns the statement that makes a physical table of a logical one.</summary>
    public static string Create(TableSchema table, string location) => $"CREATE TABLE IF NOT EXISTS {location} ({Definitions(table)});";

    /// <summary>Returns the statement that makes a physical table anew, whatever a crash left in its place.</summary>
    public static string Replace(TableSchema table, string location) => $"CREATE OR REPLACE TABLE {location} ({Definitions(table)});";

    /// <summary>Returns the statement that makes a table of one connection's own, anew.</summary>
    public static string Temporary(TableSchema table, string name) => $"CREATE OR REPLACE TEMP TABLE {Quote(name)} ({Definitions(table)});";

    /// <summary>Returns the columns, separated by commas.</summary>
    public static string Columns(TableSchema table, string prefix = "") => string.Join(", ", table.Columns.Select(c => prefix + Quote(c.Name)));

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Returns the name of the column that decides the partition, quoted.</summary>
    public static string Time(TableSchema table) => Quote(table.Columns[table.TimeColumn].Name);

    /// <summary>Returns the condition that a row falls into a partition.</summary>
    public static string Within(TableSchema table, Partition partition) =>
        $"{Time(table)} >= {Timestamp(partition.Start)} AND {Time(table)} < {Timestamp(partition.End)}";

    /// <summary>Returns a TIMESTAMP as SQL.</summary>
    public static string Timestamp(long microseconds) => $"make_timestamp({microseconds})";

    private static string Definitions(TableSchema table) =>
        string.Join(", ", table.Columns.Select(c => $"{Quote(c.Name)} {c.SqlType}{(c.IsNullable ? "" : " NOT NULL")}"));

    /// <summary>Returns whether a row has a value in each of the groups of columns that are part of the key so, as SQL.</summary>
    /// <param name="table">The table.</param>
    /// <param name="prefix">What stands before each column: an alias and a point, or nothing.</param>
    public static IReadOnlyList<string> Presence(TableSchema table, string prefix) =>
        [.. table.KeyPresence.Select(group => $"({string.Join(" OR ", group.Select(c => $"{prefix}{Quote(table.Columns[c].Name)} IS NOT NULL"))})")];

    /// <summary>Returns the condition that two rows have one key, as SQL; a NULL in it equals nothing.</summary>
    /// <param name="table">The table.</param>
    /// <param name="left">What stands before each column of the one: an alias and a point.</param>
    /// <param name="right">What stands before each column of the other.</param>
    public static string SameKey(TableSchema table, string left, string right) => string.Join(
        " AND ",
        table.FullKey.Select(c => Quote(table.Columns[c].Name)).Select(name => $"{left}{name} = {right}{name}")
            .Concat(Presence(table, left).Zip(Presence(table, right), (one, other) => $"{one} = {other}")));
}
