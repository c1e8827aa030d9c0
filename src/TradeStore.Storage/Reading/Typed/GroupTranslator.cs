using System.Collections.Immutable;
using System.Linq.Expressions;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Translates what is selected of groups.</summary>
internal static class GroupTranslator
{
    /// <summary>Translates a Select of groups.</summary>
    /// <param name="key">The key, of a row.</param>
    /// <param name="selector">What is made of each group.</param>
    /// <param name="columns">The rows' columns.</param>
    /// <param name="parameters">Takes the values of the caller's.</param>
    /// <param name="inner">Takes what is read of each row.</param>
    /// <returns>What is selected, and the columns among <paramref name="inner"/> that make the groups.</returns>
    /// <exception cref="InvalidQueryException">A part has no translation; the message names it.</exception>
    public static (Projection Projection, ImmutableArray<string> Keys) Translate(
        LambdaExpression key, LambdaExpression selector, QueryColumns columns, ParameterList parameters, InnerColumns inner) => ValueTranslator.Guarded(() =>
    {
        var (row, group) = (key.Parameters[0], selector.Parameters[0]);
        var keys = new Dictionary<Expression, QueryValue>(ReferenceEqualityComparer.Instance);
        var made = ProjectionTranslator.Translate(key.Body, [row], ValueTranslator.Of(key, columns), parameters);
        foreach (var (expression, place) in made.Places)
        {
            var value = made.Values[place];
            keys[expression] = value.HasEquality
                ? inner.Add(value.WithoutNaN)
                : throw new InvalidQueryException($"Rows cannot be grouped by {value.Told}: it is JSON or a list.");
        }

        var names = keys.Values.Select(k => k.Sql).Distinct(StringComparer.Ordinal).ToImmutableArray();
        var body = new ShapeInsertion(e => e is MemberExpression { Member.Name: nameof(IGrouping<,>.Key) } member && member.Expression == group ? key.Body : null).Visit(selector.Body)!;
        var aggregates = new AggregateTranslator(columns, parameters, inner, row, group);
        var values = new ValueTranslator(
            RowSearch.In(body, row, group),
            e => keys.TryGetValue(e, out var found) ? found : e is MethodCallExpression call ? aggregates.Find(call, group) : null);
        return (ProjectionTranslator.Translate(body, [row, group], values, parameters), names);
    });
}
