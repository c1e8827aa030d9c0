using System.Text.Json;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>
/// Finds out which times of a table a statement asks for, so that it reads no partition in vain: a table of which rows outside a range cannot matter is shown
/// with the partitions of that range alone. It counts only what certainly holds for every place at which the statement names the table; everything else is all times.
/// </summary>
internal sealed class TimePredicateExtractor
{
    private readonly TableSchema _table;
    private readonly TimeConstants _constants;
    private TimeRange? _range;

    private TimePredicateExtractor(TableSchema table, TimeConstants constants)
    {
        _table = table;
        _constants = constants;
    }

    /// <summary>Returns the times of a table outside of which its rows cannot change what a statement returns.</summary>
    /// <param name="statement">The statement's syntax tree.</param>
    /// <param name="table">The table.</param>
    /// <param name="constants">What the constants in it stand for.</param>
    public static TimeRange Of(JsonElement statement, TableSchema table, TimeConstants constants)
    {
        var asked = new TimePredicateExtractor(table, constants);
        asked.Visit(statement);
        return asked._range ?? TimeRange.All;
    }

    private void Visit(JsonElement node)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var child in node.EnumerateArray())
                {
                    Visit(child);
                }

                break;
            case JsonValueKind.Object when node.Is("type", "SELECT_NODE"):
                VisitSelect(node);
                break;
            case JsonValueKind.Object:
                foreach (var property in node.EnumerateObject().Where(p => p.Name is not ("column_names" or "alias" or "relation_name")))
                {
                    Visit(property.Value);
                }

                break;

            // Whatever else names the table reads it somehow.
            case JsonValueKind.String when node.GetString()!.Contains(_table.Name, StringComparison.OrdinalIgnoreCase):
                Found(TimeRange.All);
                break;
        }
    }

    private void VisitSelect(JsonElement select)
    {
        var from = JoinedTables.Of(select.GetProperty("from_table"));
        var isSampled = select.TryGetProperty("sample", out var sample) && sample.ValueKind != JsonValueKind.Null;
        var isFiltered = select.TryGetProperty("where_clause", out var where) && where.ValueKind == JsonValueKind.Object && !isSampled;
        foreach (var named in from.Tables)
        {
            if (!named.Is("table_name", _table.Name))
            {
                Visit(named);
                continue;
            }

            Found(isFiltered && JoinedTables.IsPlain(named) ? new TimeConditions(_table, JoinedTables.NameOf(named), from.IsOne, _constants).Of(where) : TimeRange.All);
        }

        Visit(from.Others);
        foreach (var property in select.EnumerateObject().Where(p => p.Name != "from_table"))
        {
            Visit(property.Value);
        }
    }

    private void Visit(IEnumerable<JsonElement> nodes)
    {
        foreach (var node in nodes)
        {
            Visit(node);
        }
    }

    private void Found(TimeRange range) => _range = _range?.Hull(range) ?? range;
}
