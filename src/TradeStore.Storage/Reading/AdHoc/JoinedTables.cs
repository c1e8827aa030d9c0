using System.Text.Json;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>The tables of a FROM clause to which its WHERE clause applies: a row that it does not let pass cannot change what the others are joined to in vain.</summary>
internal sealed class JoinedTables
{
    private readonly List<JsonElement> _tables = [];
    private readonly List<JsonElement> _others = [];
    private int _relations;

    /// <summary>Gets the tables and views that are named.</summary>
    public IReadOnlyList<JsonElement> Tables => _tables;

    /// <summary>Gets everything else in the clause.</summary>
    public IReadOnlyList<JsonElement> Others => _others;

    /// <summary>Gets a value indicating whether the clause has one table and nothing else, so that a column needs no table's name.</summary>
    public bool IsOne => _relations == 1;

    /// <summary>Reads a FROM clause.</summary>
    public static JoinedTables Of(JsonElement from)
    {
        var joined = new JoinedTables();
        joined.Add(from);
        return joined;
    }

    /// <summary>Returns the name by which the statement calls a table.</summary>
    public static string NameOf(JsonElement table) => table.GetProperty("alias").GetString() is { Length: > 0 } alias ? alias : table.GetProperty("table_name").GetString()!;

    /// <summary>Tells whether a table is read as it is: neither a sample of it, nor with other names for its columns, nor as it was at another time.</summary>
    public static bool IsPlain(JsonElement table) => table.EnumerateObject().All(property => property.Name switch
    {
        "type" or "alias" or "query_location" or "schema_name" or "table_name" or "catalog_name" => true,
        _ => property.Value.ValueKind == JsonValueKind.Null || property.Value is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() == 0,
    });

    private void Add(JsonElement from)
    {
        if (from.Is("type", "BASE_TABLE"))
        {
            _relations++;
            _tables.Add(from);
        }
        else if (from.Is("type", "JOIN") && (from.Is("ref_type", "REGULAR") || from.Is("ref_type", "CROSS"))
            && (from.Is("join_type", "INNER") || from.Is("join_type", "LEFT") || from.Is("join_type", "RIGHT") || from.Is("join_type", "FULL")))
        {
            Add(from.GetProperty("left"));
            Add(from.GetProperty("right"));
            _others.AddRange(from.EnumerateObject().Where(p => p.Name is not ("left" or "right")).Select(p => p.Value));
        }
        else
        {
            _relations++;
            _others.Add(from);
        }
    }
}
