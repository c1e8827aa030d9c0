using System.Text.Json;
using TradeStore.Schema;

namespace TradeStore.Reading.AdHoc;

/// <summary>
/// Finds the columns that a statement multiplies. The engine multiplies two DECIMALs of up to 18 digits within 18 digits, which two prices soon overflow; of one digit more it
/// takes 38, and is slower. So those that may be multiplied get that digit for the statement, and no others. What is not certain counts as multiplied: it costs time, never digits.
/// </summary>
internal sealed class MultipliedColumns
{
    private const byte WideDigits = 19;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Alias, JsonElement Expression)> _aliases = [];
    private bool _hasProduct;
    private bool _hasPlaces;
    private bool _isAll;

    private MultipliedColumns()
    {
    }

    /// <summary>Returns what a statement multiplies.</summary>
    /// <param name="statement">The statement's syntax tree.</param>
    public static MultipliedColumns Of(JsonElement statement)
    {
        var multiplied = new MultipliedColumns();
        multiplied.Visit(statement, isWithin: false);
        multiplied.FollowAliases();
        return multiplied;
    }

    /// <summary>Returns the columns of a table that need the digit more, with the types that they get, by their names.</summary>
    public IReadOnlyDictionary<string, string> Of(TableSchema table) => table.Columns
        .Where(c => c is { IsDecimal: true, Precision: < WideDigits } && (_isAll || _names.Contains(c.Name)))
        .ToDictionary(c => c.Name, c => new DecimalFormat(WideDigits, c.Scale).ToString(), StringComparer.Ordinal);

    // What is multiplied under another name was an expression of columns before.
    private void FollowAliases()
    {
        _isAll = _hasProduct && _hasPlaces;
        for (var before = -1; before < _names.Count;)
        {
            before = _names.Count;
            foreach (var (_, expression) in _aliases.Where(a => _names.Contains(a.Alias)).ToList())
            {
                Take(expression);
            }
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
            _names.UnionWith(node.GetProperty("column_names").EnumerateArray().Select(n => n.GetString()!));
        }
    }

    // By place, and not by name, columns go from one SELECT to another here.
    private static bool IsByPlace(JsonElement node) => node.Is("type", "SET_OPERATION_NODE") || node.Is("type", "RECURSIVE_CTE_NODE")
        || HasItems(node, "column_name_alias") || HasItems(node, "aliases") || node.Is("class", "LAMBDA") || node.Is("class", "POSITIONAL_REFERENCE");

    private static bool HasItems(JsonElement node, string property) =>
        node.TryGetProperty(property, out var array) && array.ValueKind == JsonValueKind.Array && array.GetArrayLength() > 0;

    private static bool IsProduct(JsonElement node) => node.Is("class", "FUNCTION") && (node.Is("function_name", "*") || node.Is("function_name", "multiply"));

    private void Visit(JsonElement node, bool isWithin)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var child in node.EnumerateArray())
                {
                    Visit(child, isWithin);
                }

                break;
            case JsonValueKind.Object:
                Look(node, isWithin);
                foreach (var property in node.EnumerateObject())
                {
                    Visit(property.Value, isWithin || IsProduct(node));
                }

                break;
        }
    }

    private void Look(JsonElement node, bool isWithin)
    {
        _hasProduct |= IsProduct(node);
        _hasPlaces |= IsByPlace(node);
        if (node.TryGetProperty("alias", out var alias) && alias.ValueKind == JsonValueKind.String && alias.GetString() is { Length: > 0 } name && !node.TryGetProperty("table_name", out _))
        {
            _aliases.Add((name, node));
        }

        if (isWithin)
        {
            AddColumn(node);
        }
    }
}
