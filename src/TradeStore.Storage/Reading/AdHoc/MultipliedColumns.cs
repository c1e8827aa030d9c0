using System.Text.Json;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>
/// Finds the columns that a statement multiplies. The engine multiplies two DECIMALs of up to 18 digits within 18 digits, which a price and a size soon overflow; where one has a digit more
/// it takes 38, and more time. So those that may be multiplied get that digit for the statement, and no others. What is not certain counts as multiplied: it costs time, never digits.
/// </summary>
internal sealed class MultipliedColumns
{
    private const byte WideDigits = 19;

    // The averages are macros of the engine that multiply. Its other functions of products compute with DOUBLE.
    private static readonly string[] Products = ["*", "multiply", "weighted_avg", "wavg"];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string[]> _factors = [];
    private readonly List<(string Alias, JsonElement Expression)> _aliases = [];
    private bool _hasProduct;
    private bool _hasPlaces;

    private MultipliedColumns()
    {
    }

    /// <summary>Finds out what a statement multiplies.</summary>
    /// <param name="statement">The statement's syntax tree.</param>
    public static MultipliedColumns Of(JsonElement statement)
    {
        var multiplied = new MultipliedColumns();
        multiplied.Visit(statement, isFactor: false);
        multiplied.FollowAliases();
        return multiplied;
    }

    /// <summary>Returns the columns of a table that get a digit more, by their names, with the types that they get.</summary>
    /// <param name="table">The table.</param>
    /// <param name="shown">All tables that the statement can name.</param>
    public IReadOnlyDictionary<string, string> Of(TableSchema table, IReadOnlyCollection<TableSchema> shown)
    {
        var isAll = _hasProduct && (_hasPlaces || _factors.Exists(names => !IsKnown(names, shown)));
        return table.Columns
            .Where(c => c is { IsDecimal: true, Precision: < WideDigits } && (isAll || _names.Contains(c.Name)))
            .ToDictionary(c => c.Name, c => new DecimalFormat(WideDigits, c.Scale).ToString(), StringComparer.Ordinal);
    }

    // A factor of an unknown name comes from somewhere that is not looked into.
    private bool IsKnown(string[] names, IReadOnlyCollection<TableSchema> shown) => Array.Exists(names, name =>
        _aliases.Exists(a => string.Equals(a.Alias, name, StringComparison.OrdinalIgnoreCase))
        || shown.Any(t => t.Columns.Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))));

    // What is multiplied under another name was an expression of columns before.
    private void FollowAliases()
    {
        for (var before = -1; before < _names.Count;)
        {
            before = _names.Count;
            foreach (var (_, expression) in _aliases.FindAll(a => _names.Contains(a.Alias)))
            {
                Take(expression);
            }
        }
    }

    private void Visit(JsonElement node, bool isFactor)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var child in node.EnumerateArray())
                {
                    Visit(child, isFactor);
                }

                break;
            case JsonValueKind.Object:
                Look(node, isFactor);
                var isProduct = IsProduct(node);
                foreach (var property in node.EnumerateObject())
                {
                    Visit(property.Value, isFactor || isProduct);
                }

                break;
        }
    }

    private void Look(JsonElement node, bool isFactor)
    {
        _hasProduct |= IsProduct(node);
        _hasPlaces |= IsByPlace(node);
        if (node.TryGetProperty("class", out _) && node.TryGetProperty("alias", out var alias) && alias.ValueKind == JsonValueKind.String && alias.GetString() is { Length: > 0 } name)
        {
            _aliases.Add((name, node));
        }

        if (isFactor)
        {
            AddColumn(node);
        }
    }

    private void Take(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var child in node.EnumerateArray())
            {
                Take(child);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            AddColumn(node);
            foreach (var property in node.EnumerateObject())
            {
                Take(property.Value);
            }
        }
    }

    private void AddColumn(JsonElement node)
    {
        if (node.Is("class", "COLUMN_REF"))
        {
            string[] names = [.. node.GetProperty("column_names").EnumerateArray().Select(n => n.GetString()!)];
            _factors.Add(names);
            _names.UnionWith(names);
        }
    }

    private static bool IsProduct(JsonElement node) => node.Is("class", "FUNCTION") && Array.Exists(Products, name => node.Is("function_name", name));

    // By place, and not by name, columns go from one SELECT to another here.
    private static bool IsByPlace(JsonElement node) => node.Is("type", "SET_OPERATION_NODE") || node.Is("type", "RECURSIVE_CTE_NODE") || node.Is("class", "LAMBDA")
        || node.Is("class", "POSITIONAL_REFERENCE") || HasItems(node, "column_name_alias") || HasItems(node, "aliases");

    private static bool HasItems(JsonElement node, string property) =>
        node.TryGetProperty(property, out var array) && array.ValueKind == JsonValueKind.Array && array.GetArrayLength() > 0;
}
