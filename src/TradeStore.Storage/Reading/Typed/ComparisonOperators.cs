using System.Linq.Expressions;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>What becomes of an operator when a comparison is negated or turned around, and how SQL writes it.</summary>
internal static class ComparisonOperators
{
    public static ComparisonOperator? Of(ExpressionType type) => type switch
    {
        ExpressionType.Equal => ComparisonOperator.Equal,
        ExpressionType.NotEqual => ComparisonOperator.NotEqual,
        ExpressionType.LessThan => ComparisonOperator.Less,
        ExpressionType.LessThanOrEqual => ComparisonOperator.LessOrEqual,
        ExpressionType.GreaterThan => ComparisonOperator.Greater,
        ExpressionType.GreaterThanOrEqual => ComparisonOperator.GreaterOrEqual,
        _ => null,
    };

    public static bool IsOrdering(this ComparisonOperator comparison) => comparison is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual);

    /// <summary>Returns the operator that holds exactly when this one does not.</summary>
    public static ComparisonOperator Inverse(this ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => ComparisonOperator.NotEqual,
        ComparisonOperator.NotEqual => ComparisonOperator.Equal,
        ComparisonOperator.Less => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.LessOrEqual => ComparisonOperator.Greater,
        ComparisonOperator.Greater => ComparisonOperator.LessOrEqual,
        _ => ComparisonOperator.Less,
    };

    /// <summary>Returns the operator for the two sides exchanged.</summary>
    public static ComparisonOperator Mirror(this ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => comparison,
    };

    /// <summary>Returns the operator for a value that lies a little above the one compared with, with no stored value between the two.</summary>
    public static ComparisonOperator ForFloor(this ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => ComparisonOperator.LessOrEqual,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.Greater,
        _ => comparison,
    };

    public static string ToSql(this ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "<>",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };
}
