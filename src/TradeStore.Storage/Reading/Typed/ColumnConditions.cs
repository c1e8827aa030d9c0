using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>
/// Conditions on columns that hold for the rows for which C# would say so: a missing value is different from every value and neither
/// less nor greater than any.
/// </summary>
internal sealed class ColumnConditions(ParameterList parameters)
{
    public static Condition IsNull(QueryValue column, bool isNegated)
    {
        if (column.IsTime)
        {
            return Condition.Constant(isNegated);
        }

        return new(isNegated ? $"{column.Sql} IS NOT NULL" : $"{column.Sql} IS NULL", TimeRange.All);
    }

    public static Condition Compare(QueryValue left, ComparisonOperator comparison, QueryValue right, bool isNegated)
    {
        RequireOperator(left, comparison);
        RequireOperator(right, comparison);
        if (!left.IsComparableWith(right))
        {
            throw new InvalidQueryException($"{left.Told} ({left.Definition.SqlType}) and {right.Told} ({right.Definition.SqlType}) cannot be compared.");
        }

        var (one, other) = Alike(left, right);
        var effective = isNegated ? comparison.Inverse() : comparison;
        if (!comparison.IsOrdering() && (left.IsNullable || right.IsNullable))
        {
            var not = effective == ComparisonOperator.Equal ? "NOT " : "";
            return new($"{one} IS {not}DISTINCT FROM {other}", TimeRange.All);
        }

        var sql = $"{one} {effective.ToSql()} {other}";
        return isNegated ? OrNull(OrNull(new(sql, TimeRange.All), left), right) : new(sql, TimeRange.All);
    }

    public Condition Compare(QueryValue column, ComparisonOperator comparison, object? value, bool isNegated)
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

    public Condition In(QueryValue column, IEnumerable<object?> values, bool isNegated)
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

    public Condition StartsWith(QueryValue column, string prefix, bool isNegated)
    {
        var marker = parameters.Add(StoredBound.Text(column, prefix));
        var condition = new Condition($"{(isNegated ? "NOT " : "")}starts_with({column.Sql}, {marker})", TimeRange.All);
        return isNegated ? OrNull(condition, column) : condition;
    }

    // The engine compares by a type that both fit into; where none has the digits, it would round the one with more decimals.
    private static (string Left, string Right) Alike(QueryValue left, QueryValue right)
    {
        if (!left.IsNumber || !right.IsNumber)
        {
            return (left.Sql, right.Sql);
        }

        var (one, other) = (Digits(left), Digits(right));
        var scale = Math.Max(one.Scale, other.Scale);
        return Math.Max(one.Precision - one.Scale, other.Precision - other.Scale) + scale <= DecimalFormat.LongestPrecision
            ? (left.Sql, right.Sql)
            : (Arithmetic.Cast(left, new(DecimalFormat.LongestPrecision, scale)), Arithmetic.Cast(right, new(DecimalFormat.LongestPrecision, scale)));
    }

    private static DecimalFormat Digits(QueryValue value) => value.Definition.IsDecimal ? value.Format : new(19, 0);

    private static void RequireOperator(QueryValue column, ComparisonOperator comparison)
    {
        if (!column.HasEquality)
        {
            throw new InvalidQueryException($"{column.Told} ({column.Definition.SqlType}) can only be compared with null.");
        }

        if (comparison.IsOrdering() && !column.HasOrder)
        {
            throw new InvalidQueryException(
                $"{column.Told} cannot be compared by {comparison.ToSql()}: names, texts and flags are only equal or not. Use == and !=, or list.Contains.");
        }
    }

    private static Condition OrNull(Condition condition, QueryValue column) =>
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

    private Condition Compare(QueryValue column, ComparisonOperator comparison, StoredBound bound)
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

    private static Condition IsNotMissing(QueryValue column) => column.IsNullable ? IsNull(column, isNegated: true) : Condition.Constant(true);
}
