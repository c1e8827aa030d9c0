using System.Collections.Immutable;
using TradeStore.DuckDb.Engine;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>The values of a query's parameters, $1 first; each of a type that binds as its column's.</summary>
internal sealed class ParameterList(ImmutableArray<object> first)
{
    private readonly ImmutableArray<object>.Builder _values = first.ToBuilder();

    /// <summary>Adds a value and returns its marker.</summary>
    public string Add(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    public ImmutableArray<object> ToImmutable() => _values.ToImmutable();

    public static void Bind(DuckDbStatement statement, ImmutableArray<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Bind(statement, i + 1, values[i]);
        }
    }

    private static void Bind(DuckDbStatement statement, int index1, object value)
    {
        switch (value)
        {
            case string text:
                statement.Bind(index1, text);
                break;
            case decimal number:
                statement.Bind(index1, number);
                break;
            case DateTime time:
                statement.Bind(index1, time);
                break;
            case long number:
                statement.Bind(index1, number);
                break;
            case int number:
                statement.Bind(index1, number);
                break;
            case double number:
                statement.Bind(index1, number);
                break;
            case bool flag:
                statement.Bind(index1, flag);
                break;
            case Guid id:
                statement.Bind(index1, id);
                break;
            case DateOnly date:
                statement.Bind(index1, date);
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType()} is no parameter.");
        }
    }
}
