using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Linq.Expressions;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>The forms in which C# writes <c>list.Contains(value)</c>.</summary>
internal static class ListMembership
{
    /// <summary>Returns the list and the value looked for; <see langword="null"/> when the call is another one.</summary>
    public static (Expression List, Expression Item)? Match(MethodCallExpression call)
    {
        if (call.Method.Name != nameof(Enumerable.Contains))
        {
            return null;
        }

        return (call.Object, call.Arguments) switch
        {
            (null, [var list, var item]) when call.Method.DeclaringType == typeof(Enumerable) => (list, item),

            // What C# 14 chooses for arrays; a comparer that is left out is null.
            (null, [var span, var item, ..]) when call.Method.DeclaringType == typeof(MemoryExtensions) && call.Arguments.Skip(2).All(IsNull) => (WithoutSpan(span), item),
            ({ } list, [var item]) when list.Type.IsArray || list.Type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true => (list, item),
            _ => null,
        };
    }

    /// <summary>Returns the elements of a list.</summary>
    /// <exception cref="InvalidQueryException">It is none, or a set that compares in a way of its own.</exception>
    public static IEnumerable<object?> Elements(Expression list)
    {
        var value = CapturedValue.Of(list);
        if (value is not IEnumerable elements)
        {
            throw new InvalidQueryException($"The list '{list}' is {(value is null ? "null" : $"a {value.GetType().Name}, which has no elements")}.");
        }

        return ComparesOrdinally(value)
            ? elements.Cast<object?>()
            : throw new InvalidQueryException($"The set '{list}' compares texts in a way of its own, and columns compare ordinally. Pass an array.");
    }

    // By name and not by reflection, which a trimmer would leave without the property. Of a set of another kind nobody can say how it compares.
    private static bool ComparesOrdinally(object list) => list switch
    {
        HashSet<string> set => IsOrdinal(set.Comparer),
        FrozenSet<string> set => IsOrdinal(set.Comparer),
        ImmutableHashSet<string> set => IsOrdinal(set.KeyComparer),
        SortedSet<string> set => set.Comparer is not StringComparer || ReferenceEquals(set.Comparer, StringComparer.Ordinal),
        ImmutableSortedSet<string> set => set.KeyComparer is not StringComparer || ReferenceEquals(set.KeyComparer, StringComparer.Ordinal),
        IReadOnlySet<string> => false,
        _ => true,
    };

    private static bool IsOrdinal(IEqualityComparer<string> comparer) => comparer is not StringComparer || ReferenceEquals(comparer, StringComparer.Ordinal);

    private static bool IsNull(Expression expression) => expression is ConstantExpression { Value: null };

    private static Expression WithoutSpan(Expression span) => span switch
    {
        MethodCallExpression { Object: null, Method.Name: "op_Implicit" or nameof(MemoryExtensions.AsSpan), Arguments: [var array] } => WithoutSpan(array),
        UnaryExpression { NodeType: ExpressionType.Convert, Operand: var array } => WithoutSpan(array),
        _ => span,
    };
}
