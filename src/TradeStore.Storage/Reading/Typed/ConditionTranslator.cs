using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Translates a predicate into SQL. Negations are carried down to the comparisons, where it is known what a missing value means.</summary>
internal sealed class ConditionTranslator
{
    private readonly ValueTranslator _values;
    private readonly ColumnConditions _conditions;

    private ConditionTranslator(ValueTranslator values, ParameterList parameters)
    {
        _values = values;
        _conditions = new ColumnConditions(parameters);
    }

    /// <summary>Translates a predicate over rows.</summary>
    /// <exception cref="InvalidQueryException">A part of the predicate has no translation; the message names it.</exception>
    public static Condition Translate(LambdaExpression predicate, QueryColumns columns, ParameterList parameters, params IEnumerable<ParameterExpression> others) =>
        ValueTranslator.Guarded(() => Translate(predicate.Body, ValueTranslator.Of(predicate, columns, others), parameters));

    /// <summary>Translates a condition on what has a value.</summary>
    /// <exception cref="InvalidQueryException">A part of the condition has no translation; the message names it.</exception>
    public static Condition Translate(Expression condition, ValueTranslator values, ParameterList parameters) =>
        new ConditionTranslator(values, parameters).Translate(condition, isNegated: false);

    private Condition Translate(Expression expression, bool isNegated)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (expression.Type != typeof(bool))
        {
            throw ValueTranslator.Refusal(expression);
        }

        return !UsesRow(expression) ? Condition.Constant((bool)CapturedValue.Of(expression)! != isNegated) : expression switch
        {
            UnaryExpression { NodeType: ExpressionType.Not, Operand: var operand } => Translate(operand, !isNegated),
            BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And or ExpressionType.OrElse or ExpressionType.Or } junction => Join(junction, isNegated),
            BinaryExpression comparison when ComparisonOperators.Of(comparison.NodeType) is { } comparisonOperator =>
                Compare(comparison, comparison.Left, comparisonOperator, comparison.Right, isNegated),
            MethodCallExpression call => Call(call, isNegated),
            MemberExpression { Member.Name: nameof(Nullable<>.HasValue), Expression: { } inner } when Nullable.GetUnderlyingType(inner.Type) is not null && Column(inner) is { } column =>
                ColumnConditions.IsNull(column, !isNegated),
            _ when Column(expression) is { } flag => _conditions.Compare(flag, ComparisonOperator.Equal, value: true, isNegated),
            _ => throw ValueTranslator.Refusal(expression),
        };
    }

    private Condition Join(BinaryExpression junction, bool isNegated)
    {
        var isAnd = junction.NodeType is ExpressionType.AndAlso or ExpressionType.And;
        var conditions = new List<Condition>();
        foreach (var operand in Operands(junction))
        {
            // As C# does, what stands behind a value that decides is not looked at: it may be null there.
            if (operand.Type == typeof(bool) && !UsesRow(operand))
            {
                if ((bool)CapturedValue.Of(operand)! != isAnd)
                {
                    conditions.Add(Condition.Constant(isAnd == isNegated));
                    break;
                }

                continue;
            }

            conditions.Add(Translate(operand, isNegated));
        }

        return conditions.Count switch
        {
            0 => Condition.Constant(isAnd != isNegated),
            1 => conditions[0],
            _ => Condition.Join(conditions, isAnd != isNegated),
        };
    }

    // A chain of operators leans to the left; taken apart, it is as flat in SQL as it was written.
    private static List<Expression> Operands(BinaryExpression junction)
    {
        var operands = new List<Expression>();
        Expression left = junction;
        while (left is BinaryExpression chain && chain.NodeType == junction.NodeType && chain.Type == typeof(bool))
        {
            operands.Add(chain.Right);
            left = chain.Left;
        }

        operands.Add(left);
        operands.Reverse();
        return operands;
    }

    private Condition Compare(Expression whole, Expression left, ComparisonOperator comparison, Expression right, bool isNegated)
    {
        if (Column(left) is { } leftColumn)
        {
            return Column(right) is { } rightColumn
                ? ColumnConditions.Compare(leftColumn, comparison, rightColumn, isNegated)
                : _conditions.Compare(leftColumn, comparison, Value(whole, right), isNegated);
        }

        if (Column(right) is { } column)
        {
            return _conditions.Compare(column, comparison.Mirror(), Value(whole, left), isNegated);
        }

        // A condition compared with true or false: the condition, or its opposite.
        var (condition, flag) = UsesRow(left) ? (left, right) : (right, left);
        return condition.Type == typeof(bool) && !comparison.IsOrdering()
            ? Translate(condition, isNegated == ((bool)Value(whole, flag)! == (comparison == ComparisonOperator.Equal)))
            : throw ValueTranslator.Refusal(whole);
    }

    private Condition Call(MethodCallExpression call, bool isNegated)
    {
        if (ListMembership.Match(call) is { } membership && !UsesRow(membership.List) && Column(membership.Item) is { } item)
        {
            return _conditions.In(item, ListMembership.Elements(membership.List), isNegated);
        }

        if (call is { Method.Name: nameof(string.StartsWith), Object: { } text, Arguments: [{ } prefix, ..] } && call.Method.DeclaringType == typeof(string)
            && Column(text) is { HasEquality: true } column && call.Arguments.Skip(1).All(h => CapturedValue.Of(h) is StringComparison.Ordinal))
        {
            var value = Value(call, prefix)?.ToString() ?? throw new InvalidQueryException($"'{call}' asks for texts that start with null.");
            return _conditions.StartsWith(column, value, isNegated);
        }

        if (call.Method.DeclaringType == typeof(RangePredicates) && call.Arguments is [var ranged, var first, var last])
        {
            return Condition.Join(
                [Compare(call, ranged, ComparisonOperator.GreaterOrEqual, first, isNegated), Compare(call, ranged, ComparisonOperator.LessOrEqual, last, isNegated)], !isNegated);
        }

        throw ValueTranslator.Refusal(call);
    }

    private QueryValue? Column(Expression expression) => _values.Find(expression)?.WithoutNaN;

    private bool UsesRow(Expression expression) => _values.UsesRow(expression);

    private object? Value(Expression whole, Expression expression) => UsesRow(expression) || expression.Type.IsByRefLike
        ? throw ValueTranslator.Refusal(whole)
        : CapturedValue.Of(expression);
}
