using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>
/// Finds where a statement names the engine's listings of tables and columns, and writes the store's own in their places (<see cref="TableListings"/>). What comes of it is guarded as any other
/// statement, in which no name of the engine's passes: one that was missed here is refused there.
/// </summary>
internal static partial class ListingNames
{
    private const string ShowTables = "SELECT table_name AS name FROM information_schema.tables ORDER BY ALL";

    private const string ShowAllTables = """
        SELECT table_catalog AS database, table_schema AS schema, table_name AS name, list(column_name ORDER BY ordinal_position) AS column_names,
            list(data_type ORDER BY ordinal_position) AS column_types, false AS temporary
        FROM information_schema.columns GROUP BY ALL ORDER BY name
        """;

    /// <summary>Returns the SELECT that SHOW TABLES and SHOW ALL TABLES stand for, and any other statement as it is.</summary>
    public static string Select(string sql) => Show.Match(sql) is { Success: true } show ? show.Groups["all"].Success ? ShowAllTables : ShowTables : sql;

    /// <summary>Returns where a statement names listings of the engine's.</summary>
    public static IReadOnlyList<ListingName> In(ParsedStatement statement)
    {
        var names = new List<ListingName>();
        Find(statement.Tree, names);
        return [.. names.DistinctBy(n => n.Location)];
    }

    /// <summary>Returns a statement with the store's listings in the place of the engine's.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="names">Where it names them.</param>
    /// <param name="isNamed">Whether they keep the names that columns are found by, which not every place lets them.</param>
    /// <exception cref="InvalidQueryException">The statement has something within the name of a listing.</exception>
    public static string Replace(ParsedStatement statement, IReadOnlyList<ListingName> names, bool isNamed)
    {
        // The engine counts bytes.
        var sql = Encoding.UTF8.GetBytes(statement.Sql);
        var start = sql.Length - Encoding.UTF8.GetByteCount(statement.Select);
        foreach (var place in names.OrderByDescending(n => n.Location))
        {
            var rest = Encoding.UTF8.GetString(sql.AsSpan(Math.Min(start + place.Location, sql.Length)));
            var name = (place.IsFunction ? Function : InSchema).Match(rest);
            if (!name.Success)
            {
                throw new InvalidQueryException($"The statement names {place.View.Replace("duckdb.", "duckdb_", StringComparison.Ordinal)} in a way that is not known here: write {(place.IsFunction ? "duckdb_tables() or duckdb_columns()" : "information_schema.tables, .columns or .schemata")} with nothing within.");
            }

            var written = $"temp.main.\"{place.View}\"{(isNamed && !place.HasAlias ? $" AS \"{place.Name}\"" : "")}";
            var end = start + place.Location + Encoding.UTF8.GetByteCount(name.Value);
            sql = [.. sql.AsSpan(0, start + place.Location), .. Encoding.UTF8.GetBytes(written), .. sql.AsSpan(end)];
        }

        return Encoding.UTF8.GetString(sql);
    }

    private static void Find(JsonElement node, List<ListingName> names)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var child in node.EnumerateArray())
            {
                Find(child, names);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            if (NameOf(node) is { } name)
            {
                names.Add(name);
            }

            foreach (var property in node.EnumerateObject())
            {
                Find(property.Value, names);
            }
        }
    }

    private static ListingName? NameOf(JsonElement node)
    {
        if (node.Is("type", "BASE_TABLE") && node.Is("schema_name", "information_schema") && node.Is("catalog_name", "") && node.GetProperty("table_name").GetString() is { } table)
        {
            return TableListings.OfInformationSchema(table) is { } view ? Of(node, view, table, isFunction: false) : null;
        }

        return node.Is("type", "TABLE_FUNCTION") && node.TryGetProperty("function", out var call) && call.GetProperty("function_name").GetString() is { } function
            && TableListings.OfFunction(function) is { } listed ? Of(node, listed, function, isFunction: true) : null;
    }

    private static ListingName Of(JsonElement node, string view, string name, bool isFunction) => new(
        node.TryGetProperty("query_location", out var location) && location.TryGetInt32(out var at) ? at : int.MaxValue / 2,
        view,
        name,
        isFunction,
        HasAlias: node.GetProperty("alias").GetString() is { Length: > 0 } alias && !string.Equals(alias, name, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("""^(information_schema|"information_schema")\s*\.\s*(tables|columns|schemata|"tables"|"columns"|"schemata")(?!\w)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InSchema { get; }

    [GeneratedRegex("""^(duckdb_tables|duckdb_columns|"duckdb_tables"|"duckdb_columns")\s*\(\s*\)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Function { get; }

    [GeneratedRegex(@"^\s*SHOW\s+((?<all>ALL)\s+)?TABLES\s*(;\s*)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Show { get; }
}

/// <summary>Where a statement names a listing of the engine's.</summary>
/// <param name="Location">The first byte, from 0.</param>
/// <param name="View">The store's own.</param>
/// <param name="Name">The name that columns are found by where it has no alias.</param>
/// <param name="IsFunction">Whether it is called as a function.</param>
/// <param name="HasAlias">Whether it has an alias.</param>
internal sealed record ListingName(int Location, string View, string Name, bool IsFunction, bool HasAlias);
