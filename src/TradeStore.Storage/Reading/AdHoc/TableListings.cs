using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>
/// What SQL is told of the store's tables: views of the store's own, made of the declarations, in the place of the engine's, which would tell of its partitions, tails and internal tables, too.
/// Their names have a point in them, which no table's has.
/// </summary>
internal static class TableListings
{
    private const string Catalog = "'temp', 'main'";

    /// <summary>Returns the view that stands in for a view of <c>information_schema</c>; <see langword="null"/> where there is none.</summary>
    public static string? OfInformationSchema(string name) => name.ToUpperInvariant() switch
    {
        "TABLES" => "information_schema.tables",
        "COLUMNS" => "information_schema.columns",
        "SCHEMATA" => "information_schema.schemata",
        _ => null,
    };

    /// <summary>Returns the view that stands in for a function of the engine's; <see langword="null"/> where there is none.</summary>
    public static string? OfFunction(string name) => name.ToUpperInvariant() switch
    {
        "DUCKDB_TABLES" => "duckdb.tables",
        "DUCKDB_COLUMNS" => "duckdb.columns",
        _ => null,
    };

    /// <summary>Tells whether a name is that of one of the views.</summary>
    public static bool Has(string view) => Sources.ContainsKey(view);

    /// <summary>Makes the views on a connection.</summary>
    public static void Show(DuckDbSession session, TableCatalog catalog, IEnumerable<ListingName> names)
    {
        foreach (var view in names.Select(n => n.View).Distinct(StringComparer.Ordinal))
        {
            session.Execute($"CREATE OR REPLACE TEMP VIEW {TableDefinitionSql.Quote(view)} AS {Sources[view](catalog)}");
        }
    }

    private static Dictionary<string, Func<TableCatalog, string>> Sources { get; } = new(StringComparer.Ordinal)
    {
        ["information_schema.tables"] = catalog => Values(
            "table_catalog, table_schema, table_name, table_type, is_insertable_into, is_typed",
            Tables(catalog).Select(t => $"{Catalog}, {Text(t.Name)}, 'BASE TABLE', 'NO', 'NO'")),
        ["information_schema.columns"] = catalog => Values(
            "table_catalog, table_schema, table_name, column_name, ordinal_position, column_default, is_nullable, data_type, character_maximum_length, numeric_precision, numeric_scale",
            Columns(catalog, (column, ordinal) => $"{ordinal + 1}, NULL::VARCHAR, {(column.IsNullable ? "'YES'" : "'NO'")}, {Text(column.SqlType)}, NULL::INTEGER, {Digits(column)}")),
        ["information_schema.schemata"] = _ => Values("catalog_name, schema_name, schema_owner", [$"{Catalog}, 'duckdb'"]),
        ["duckdb.tables"] = catalog => Values(
            "database_name, schema_name, table_name, internal, temporary, column_count",
            Tables(catalog).Select(t => $"{Catalog}, {Text(t.Name)}, false, false, {t.Columns.Count}::BIGINT")),
        ["duckdb.columns"] = catalog => Values(
            "database_name, schema_name, table_name, column_name, column_index, internal, column_default, is_nullable, data_type, numeric_precision, numeric_scale",
            Columns(catalog, (column, ordinal) => $"{ordinal + 1}, false, NULL::VARCHAR, {(column.IsNullable ? "true" : "false")}, {Text(column.SqlType)}, {Digits(column)}")),
    };

    private static IEnumerable<TableSchema> Tables(TableCatalog catalog) => catalog.All.OrderBy(t => t.Name, StringComparer.Ordinal);

    private static IEnumerable<string> Columns(TableCatalog catalog, Func<ColumnDefinition, int, string> rest) =>
        Tables(catalog).SelectMany(t => t.Columns.Select((c, i) => $"{Catalog}, {Text(t.Name)}, {Text(c.Name)}, {rest(c, i)}"));

    private static string Digits(ColumnDefinition column) => column.IsDecimal ? $"{column.Precision}, {column.Scale}" : "NULL::INTEGER, NULL::INTEGER";

    private static string Values(string columns, IEnumerable<string> rows) => $"SELECT * FROM (VALUES {string.Join(", ", rows.Select(r => $"({r})"))}) AS listed({columns})";

    private static string Text(string text) => TableDefinitionSql.Literal(text);
}
