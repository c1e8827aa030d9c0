using System.Linq.Expressions;
using System.Reflection;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>A condition of a WHERE clause.</summary>
/// <param name="Sql">The SQL; it may be NULL where it does not hold, and is never negated as a whole.</param>
/// <param name="Times">Where on the time column rows can lie that it holds for.</param>
internal sealed record Condition(string Sql, TimeRange Times)
{
    private static Condition Always { get; } = new("TRUE", TimeRange.All);

    private static Condition Never { get; } = new("FALSE", TimeRange.Empty);

    public static Condition Constant(bool value) => value ? Always : Never;

    /// <summary>Joins conditions: all of them, or any.</summary>
    public static Condition Join(IReadOnlyList<Condition> conditions, bool all)
    {
        var times = conditions.Select(c => c.Times).Aggregate((one, other) => all ? one.Intersect(other) : one.Hull(other));
        return new($"({string.Join(all ? " AND " : " OR ", conditions.Select(c => c.Sql))})", times);
    }
}

/// <summary>The values that a predicate takes from its surroundings.</summary>
internal static class CapturedValue
{
    /// <summary>Computes an expression that does not use the row.</summary>
    /// <exception cref="InvalidQueryException">Computing it fails.</exception>
    public static object? Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Expression: ConstantExpression { Value: { } closure }, Member: FieldInfo field } => field.GetValue(closure),
        _ => Computed(expression),
    };

    private static object? Computed(Expression expression)
    {
        try
        {
            return Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();
        }
        catch (Exception exception)
        {
            throw new InvalidQueryException($"'{expression}' cannot be computed: {exception.Message}", exception);
        }
    }
}

/// <summary>How two values are compared.</summary>
internal enum ComparisonOperator
{
    Equal = 0,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>One value to sort by.</summary>
internal sealed record QueryOrdering(QueryValue Value, bool IsDescending)
{
    /// <summary>Gets the SQL.</summary>
    public string Sql => Of(Value.Sql);

    /// <summary>Returns the SQL with another name for the value: as in C#, a missing value comes before all others.</summary>
    public string Of(string value) => Value.IsNullable
        ? $"{value}{(IsDescending ? " DESC NULLS LAST" : " NULLS FIRST")}"
        : $"{value}{(IsDescending ? " DESC" : "")}";
}

/// <summary>Ranges in predicates of typed queries; they work on rows in memory as well.</summary>
public static class RangePredicates
{
    /// <summary>Tells whether a value lies in a range of which both ends are part.</summary>
    /// <typeparam name="T">A number, a time or the like.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="first">The lowest value of the range.</param>
    /// <param name="last">The highest value of the range; with one below <paramref name="first"/> the range is empty.</param>
    public static bool Between<T>(this T value, T first, T last)
        where T : struct, IComparable<T> => value.CompareTo(first) >= 0 && value.CompareTo(last) <= 0;

    /// <summary>Tells whether a value is there and lies in a range of which both ends are part.</summary>
    /// <typeparam name="T">A number, a time or the like.</typeparam>
    /// <param name="value">The value; a missing one lies in no range.</param>
    /// <param name="first">The lowest value of the range.</param>
    /// <param name="last">The highest value of the range; with one below <paramref name="first"/> the range is empty.</param>
    public static bool Between<T>(this T? value, T first, T last)
        where T : struct, IComparable<T> => value is { } present && present.Between(first, last);
}
