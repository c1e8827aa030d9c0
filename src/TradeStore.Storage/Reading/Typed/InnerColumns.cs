using System.Collections.Immutable;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>What is read of each row for what is computed of many: the columns of an inner SELECT, each once.</summary>
internal sealed class InnerColumns
{
    private readonly List<string> _columns = [];

    /// <summary>Adds a value and returns it by its name.</summary>
    public QueryValue Add(QueryValue value) => value with { Sql = Add(value.Sql), IsTime = false };

    /// <summary>Adds an expression and returns its name.</summary>
    public string Add(string sql)
    {
        var place = _columns.IndexOf(sql);
        if (place < 0)
        {
            place = _columns.Count;
            _columns.Add(sql);
        }

        return Name(place);
    }

    public ImmutableArray<string> ToImmutable() => [.. _columns];

    /// <summary>Returns the name of a column.</summary>
    public static string Name(int place) => $"_{place}";
}
