using System.Text.Json;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>
/// Lets pass what is known to do no more than read the store's tables, by the syntax tree of a statement: kinds of nodes, tables and functions that are known. Everything else is refused, whatever it is.
/// </summary>
internal sealed class StatementGuard
{
    private static readonly HashSet<string> Expressions = new(StringComparer.Ordinal)
    {
        "BETWEEN", "CASE", "CAST", "COLLATE", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT", "DEFAULT", "FUNCTION", "LAMBDA", "LAMBDA_REF", "OPERATOR", "PARAMETER", "POSITIONAL_REFERENCE", "STAR",
        "SUBQUERY", "TYPE", "WINDOW",
    };

    private static readonly HashSet<string> Nodes = new(StringComparer.Ordinal)
    {
        "SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "EMPTY", "PIVOT", "SHOW_REF", "ORDER_MODIFIER", "LIMIT_MODIFIER",
        "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER", "ORDER_DEFAULT", "ASCENDING", "DESCENDING",
    };

    private readonly TableCatalog _catalog;
    private readonly HashSet<TableSchema> _tables = [];

    private StatementGuard(TableCatalog catalog) => _catalog = catalog;

    /// <summary>Returns the store's tables that a statement reads.</summary>
    /// <exception cref="InvalidQueryException">It has something else in it than what is known.</exception>
    public static IReadOnlyCollection<TableSchema> TablesOf(ParsedStatement statement, TableCatalog catalog)
    {
        var guard = new StatementGuard(catalog);
        guard.Visit(statement.Tree, scope: null);
        return guard._tables;
    }

    private void Visit(JsonElement node, Scope? scope)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var child in node.EnumerateArray())
            {
                Visit(child, scope);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            Check(node, scope);
            VisitChildren(node, WithQueries(node, scope));
        }
    }

    private void VisitChildren(JsonElement node, Scope? scope)
    {
        var isRecursive = node.Is("type", "RECURSIVE_CTE_NODE");
        var isTableFunction = node.Is("type", "TABLE_FUNCTION");
        foreach (var property in node.EnumerateObject())
        {
            if (isTableFunction && property.Name == "function")
            {
                CheckFunction(property.Value, KnownFunctions.IsTable);
                VisitChildren(property.Value, scope);
            }
            else if (property.Name != "cte_map")
            {
                // Only its second part sees what a recursive query has found so far.
                Visit(property.Value, isRecursive && property.Name == "right" ? new Scope(Text(node, "cte_name"), IsRecursive: true, scope) : scope);
            }
        }
    }

    // The queries of a WITH, each of which sees those before it: another of such a name is a table, or a file to the engine.
    private Scope? WithQueries(JsonElement node, Scope? scope)
    {
        if (node.TryGetProperty("cte_map", out var queries))
        {
            foreach (var query in queries.GetProperty("map").EnumerateArray())
            {
                Visit(query.GetProperty("value"), scope);
                scope = new Scope(Text(query, "key"), IsRecursive: false, scope);
            }
        }

        return scope;
    }

    private void Check(JsonElement node, Scope? scope)
    {
        if (node.TryGetProperty("class", out var kind))
        {
            ThrowUnless(Expressions.Contains(kind.GetString()!), kind);
            if (kind.ValueEquals("FUNCTION") || kind.ValueEquals("WINDOW"))
            {
                CheckFunction(node, KnownFunctions.IsExpression);
            }
        }
        else if (node.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String)
        {
            ThrowUnless(Nodes.Contains(type.GetString()!) || type.GetString()!.EndsWith("_TYPE_INFO", StringComparison.Ordinal), type);
            if (type.ValueEquals("BASE_TABLE"))
            {
                CheckTable(node, scope);
            }
            else if (type.ValueEquals("SHOW_REF") && (!node.TryGetProperty("query", out var shown) || shown.ValueKind != JsonValueKind.Object))
            {
                throw new InvalidQueryException("SHOW is for callers' SQL as a statement of its own: SHOW TABLES or SHOW ALL TABLES. DESCRIBE and SUMMARIZE show a table, and information_schema.tables and .columns list all.");
            }
        }
    }

    private void CheckTable(JsonElement table, Scope? scope)
    {
        var (catalog, schema, name) = (Text(table, "catalog_name"), Text(table, "schema_name"), Text(table, "table_name"));
        if (catalog.Length == 0 && (schema.Length == 0 || Same(schema, "recurring")) && Find(scope, name) is { } query && (schema.Length == 0 || query.IsRecursive))
        {
            return;
        }

        // The tables are shown as views of the connection, and so are the store's own listings of them.
        var isView = catalog.Length == 0 ? schema.Length == 0 || Same(schema, "main") || Same(schema, "temp") : Same(catalog, "temp") && (schema.Length == 0 || Same(schema, "main"));
        if (isView && TableListings.Has(name))
        {
            return;
        }

        _tables.Add(isView && _catalog.All.FirstOrDefault(t => Same(t.Name, name)) is { } known
            ? known
            : throw new InvalidQueryException(
                $"The store has no table '{string.Join('.', new[] { catalog, schema, name }.Where(part => part.Length > 0))}'. SQL reads information_schema.tables, .columns and .schemata, duckdb_tables() and duckdb_columns(), which list the tables, and {string.Join(", ", _catalog.All.Select(t => t.Name).Order(StringComparer.Ordinal))}."));
    }

    private static void CheckFunction(JsonElement call, Predicate<string> isKnown)
    {
        // Whatever schema stands before it: the engine may take that for a column to which the function is applied.
        if (Text(call, "function_name") is var name && !isKnown(name))
        {
            throw new InvalidQueryException($"The function {name} is not for callers' SQL, in which only functions are called that are known to compute with what they are given, and nothing else.");
        }
    }

    private static void ThrowUnless(bool isKnown, JsonElement kind)
    {
        if (!isKnown)
        {
            throw new InvalidQueryException($"The statement has a part of a kind that is not known to do no more than read ({kind.GetString()}).");
        }
    }

    private static Scope? Find(Scope? scope, string name)
    {
        while (scope is not null && !Same(scope.Name, name))
        {
            scope = scope.Outer;
        }

        return scope;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string Text(JsonElement node, string property) => node.TryGetProperty(property, out var value) ? value.GetString() ?? "" : "";

    /// <summary>The name of a query that may be read as a table, and those around it.</summary>
    private sealed record Scope(string Name, bool IsRecursive, Scope? Outer);
}
