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
