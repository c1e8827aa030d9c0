using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>
/// Conditions on columns that hold for the rows for which C# would say so: a missing value is different from every value and neither
/// less nor greater than any.
/// </summary>
internal sealed class ColumnConditions(ParameterList parameters)
{
    public static Condition IsNull(QueryColumn column, bool isNegated)
    {
        if (column.IsTime)
        {
            return Condition.Constant(isNegated);
        }

        return new(isNegated ? $"{column.Sql} IS NOT NULL" : $"{column.Sql} IS NULL", TimeRange.All);
    }

    public static Condition Compare(QueryColumn left, ComparisonOperator comparison, QueryColumn right, bool isNegated)
    {
        RequireOperator(left, comparison);
        RequireOperator(right, comparison);
        if (!left.IsComparableWith(right))
        {
            throw new InvalidQueryException($"Columns '{left.Definition.Name}' ({left.Definition.SqlType}) and '{right.Definition.Name}' ({right.Definition.SqlType}) cannot be compared.");
        }

        var effective = isNegated ? comparison.Inverse() : comparison;
        if (!comparison.IsOrdering() && (left.IsNullable || right.IsNullable))
        {
            var not = effective == ComparisonOperator.Equal ? "NOT " : "";
            return new($"{left.Sql} IS {not}DISTINCT FROM {right.Sql}", TimeRange.All);
        }

        var sql = $"{left.Sql} {effective.ToSql()} {right.Sql}";
        return isNegated ? OrNull(OrNull(new(sql, TimeRange.All), left), right) : new(sql, TimeRange.All);
    }

    public Condition Compare(QueryColumn column, ComparisonOperator comparison, object? value, bool isNegated)
    {
        if (value is null)
        {
            return comparison.IsOrdering()
                ? Condition.Constant(isNegated)
                : IsNull(column, (comparison == ComparisonOperator.NotEqual) != isNegated);
        }

        RequireOperator(column, comparison);
        if (value is double.NaN or float.NaN)
        {
            return Condition.Constant((comparison == ComparisonOperator.NotEqual) != isNegated);
        }

        var condition = Compare(column, isNegated ? comparison.Inverse() : comparison, StoredBound.Of(column, value));
        return isNegated && comparison.IsOrdering() ? OrNull(condition, column) : condition;
    }

    public Condition In(QueryColumn column, IEnumerable<object?> values, bool isNegated)
    {
        RequireOperator(column, ComparisonOperator.Equal);
        var all = values.ToList();
        var bounds = all.OfType<object>().Where(v => v is not (double.NaN or float.NaN)).Select(v => StoredBound.Of(column, v))
            .Where(b => b is { IsExact: true, Outside: 0 }).DistinctBy(b => b.Value).ToList();
        var hasNull = all.Contains(null);
        if (bounds.Count == 0)
        {
            return hasNull ? IsNull(column, isNegated) : Condition.Constant(isNegated);
        }

        var markers = string.Join(", ", bounds.Select(b => parameters.Add(b.Value)));
        var times = column.IsTime && !isNegated
            ? bounds.Select(b => Times(ComparisonOperator.Equal, b)).Aggregate((one, other) => one.Hull(other))
            : TimeRange.All;
        var condition = new Condition($"{column.Sql} {(isNegated ? "NOT IN" : "IN")} ({markers})", times);
        return hasNull == isNegated ? condition : OrNull(condition, column);
    }

    public Condition StartsWith(QueryColumn column, string prefix, bool isNegated)
    {
        var marker = parameters.Add(StoredBound.Text(column, prefix));
        var condition = new Condition($"{(isNegated ? "NOT " : "")}starts_with({column.Sql}, {marker})", TimeRange.All);
        return isNegated ? OrNull(condition, column) : condition;
    }

    private static void RequireOperator(QueryColumn column, ComparisonOperator comparison)
    {
        if (!column.HasEquality)
        {
            throw new InvalidQueryException($"Column '{column.Definition.Name}' ({column.Definition.SqlType}) can only be compared with null.");
        }

        if (comparison.IsOrdering() && !column.HasOrder)
        {
            throw new InvalidQueryException(
                $"Column '{column.Definition.Name}' cannot be compared by {comparison.ToSql()}: names, texts and flags are only equal or not. Use == and !=, or list.Contains.");
        }
    }

    private static Condition OrNull(Condition condition, QueryColumn column) =>
        column.IsNullable ? new($"({condition.Sql} OR {column.Sql} IS NULL)", TimeRange.All) : condition;

    private static TimeRange Times(ComparisonOperator comparison, StoredBound bound)
    {
        var at = TimestampConversion.ToMicroseconds((DateTime)bound.Value);
        return comparison switch
        {
            ComparisonOperator.Equal => new(at, at + 1),
            ComparisonOperator.Less => new(null, at),
            ComparisonOperator.LessOrEqual => new(null, at + 1),
            ComparisonOperator.Greater => new(at + 1, null),
            ComparisonOperator.GreaterOrEqual => new(at, null),
            _ => TimeRange.All,
        };
    }

    private Condition Compare(QueryColumn column, ComparisonOperator comparison, StoredBound bound)
    {
        if (!comparison.IsOrdering() && !bound.IsExact)
        {
            return Condition.Constant(comparison == ComparisonOperator.NotEqual);
        }

        if (bound.Outside != 0)
        {
            var isBelow = comparison is ComparisonOperator.Less or ComparisonOperator.LessOrEqual;
            return isBelow != bound.Outside > 0 ? Condition.Constant(false) : IsNotMissing(column);
        }

        var effective = bound.IsExact ? comparison : comparison.ForFloor();
        var times = column.IsTime ? Times(effective, bound) : TimeRange.All;
        var sql = effective == ComparisonOperator.NotEqual && column.IsNullable ? "IS DISTINCT FROM" : effective.ToSql();
        return new($"{column.Sql} {sql} {parameters.Add(bound.Value)}", times);
    }

    private static Condition IsNotMissing(QueryColumn column) => column.IsNullable ? IsNull(column, isNegated: true) : Condition.Constant(true);
}
