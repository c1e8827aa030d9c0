using System.Linq.Expressions;
using System.Reflection;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>The values that a predicate takes from its surroundings.</summary>
internal static class CapturedValue
{
    /// <summary>Computes an expression that does not use the row.</summary>
    public static object? Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Expression: ConstantExpression { Value: { } closure }, Member: FieldInfo field } => field.GetValue(closure),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };
}
