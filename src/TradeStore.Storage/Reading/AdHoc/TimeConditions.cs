using System.Text.Json;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>Reads from a condition which times of a table can fulfil it.</summary>
/// <param name="table">The table.</param>
/// <param name="name">The name by which the statement calls it.</param>
/// <param name="isOnly">Whether a column without a table's name is this table's.</param>
/// <param name="constants">What the constants stand for.</param>
internal sealed class TimeConditions(TableSchema table, string name, bool isOnly, TimeConstants constants)
{
    /// <summary>Returns times outside of which a condition is not true.</summary>
    public TimeRange Of(JsonElement condition) => condition.GetProperty("type").GetString() switch
    {
        "CONJUNCTION_AND" => condition.GetProperty("children").EnumerateArray().Select(Of).Aggregate(TimeRange.All, (all, one) => all.Intersect(one)),
        "CONJUNCTION_OR" => condition.GetProperty("children").EnumerateArray().Select(Of).Aggregate(TimeRange.Empty, (all, one) => all.Hull(one)),
        "COMPARE_BETWEEN" when IsTime(condition.GetProperty("input")) => Between(condition.GetProperty("lower"), condition.GetProperty("upper")),
        "COMPARE_GREATERTHANOREQUALTO" => Compared(condition, AtLeast, AtMost),
        "COMPARE_GREATERTHAN" => Compared(condition, After, Before),
        "COMPARE_LESSTHANOREQUALTO" => Compared(condition, AtMost, AtLeast),
        "COMPARE_LESSTHAN" => Compared(condition, Before, After),
        "COMPARE_EQUAL" => Compared(condition, At, At),
        _ => TimeRange.All,
    };

    private TimeRange Compared(JsonElement comparison, Func<JsonElement, TimeRange> ofRight, Func<JsonElement, TimeRange> ofLeft)
    {
        var (left, right) = (comparison.GetProperty("left"), comparison.GetProperty("right"));
        return IsTime(left) ? ofRight(right) : IsTime(right) ? ofLeft(left) : TimeRange.All;
    }

    // All three are compared as one type, which either bound can make another than TIMESTAMP.
    private TimeRange Between(JsonElement lower, JsonElement upper) =>
        AtLeast(lower) is { From: not null } from && AtMost(upper) is { To: not null } to ? from.Intersect(to) : TimeRange.All;

    private TimeRange At(JsonElement time) => constants.Of(time) is { } at ? new TimeRange(at, at + 1) : TimeRange.All;

    private TimeRange AtLeast(JsonElement time) => new(constants.Of(time), null);

    private TimeRange After(JsonElement time) => new(constants.Of(time) + 1, null);

    private TimeRange AtMost(JsonElement time) => new(null, constants.Of(time) + 1);

    private TimeRange Before(JsonElement time) => new(null, constants.Of(time));

    private bool IsTime(JsonElement expression)
    {
        if (!expression.Is("type", "COLUMN_REF"))
        {
            return false;
        }

        var names = expression.GetProperty("column_names").EnumerateArray().Select(n => n.GetString()!).ToList();
        bool Is(string given, string known) => string.Equals(given, known, StringComparison.OrdinalIgnoreCase);
        return Is(names[^1], table.Columns[table.TimeColumn].Name) && (names.Count == 1 ? isOnly : Is(names[^2], name));
    }
}
