using System.Globalization;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Data;

/// <summary>Gives a statement's parameters their values, by name or by place.</summary>
internal static class ParameterBinding
{
    public static void Bind(DuckDbStatement statement, DuckDbParameterCollection parameters)
    {
        for (var index1 = 1; index1 <= statement.ParameterCount; index1++)
        {
            BindValue(statement, index1, Find(statement.ParameterName(index1), parameters).Value);
        }
    }

    private static DuckDbParameter Find(string name, DuckDbParameterCollection parameters)
    {
        var place = parameters.IndexOf(name.AsSpan());
        if (place < 0 && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= parameters.Count)
        {
            place = number - 1;
        }

        return place >= 0
            ? parameters[place]
            : throw new InvalidOperationException($"The statement's parameter '{name}' has been given no value.");
    }

    private static void BindValue(DuckDbStatement statement, int index1, object? value)
    {
        switch (value)
        {
            case null or DBNull: statement.BindNull(index1); break;
            case string text: statement.Bind(index1, text); break;
            case int number: statement.Bind(index1, number); break;
            case long number: statement.Bind(index1, number); break;
            case decimal number: statement.Bind(index1, number); break;
            case double number: statement.Bind(index1, number); break;
            case bool truth: statement.Bind(index1, truth); break;
            case DateTime time: statement.Bind(index1, time); break;
            case DateTimeOffset time: statement.Bind(index1, time.UtcDateTime); break;
            case DateOnly date: statement.Bind(index1, date); break;
            case TimeOnly time: statement.Bind(index1, time); break;
            case Guid id: statement.Bind(index1, id); break;
            case float number: statement.Bind(index1, number); break;
            case ulong number: statement.Bind(index1, number); break;
            case Int128 number: statement.Bind(index1, number); break;
            case char character: statement.Bind(index1, character.ToString()); break;
            case byte[] bytes: statement.Bind(index1, bytes.AsSpan()); break;
            case IReadOnlyList<string?> texts: statement.Bind(index1, texts); break;
            case Enum or byte or sbyte or short or ushort or uint:
                statement.Bind(index1, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default: throw new NotSupportedException($"A {value.GetType()} cannot be a parameter.");
        }
    }
}
