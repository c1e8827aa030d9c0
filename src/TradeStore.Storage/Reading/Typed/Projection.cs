using System.Collections.Immutable;
using System.Linq.Expressions;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>What a Select makes of each row or group.</summary>
/// <param name="Body">The expression as it was written, a key of a group put in its place.</param>
/// <param name="Rows">What stands for rows in it.</param>
/// <param name="Places">The parts that the engine computes, with their places among <paramref name="Values"/>.</param>
/// <param name="Values">What the engine computes.</param>
/// <param name="Readings">How each value is read.</param>
/// <param name="Result">The expression of a result row, of <see cref="Readers"/> and <see cref="Row"/>.</param>
internal sealed record Projection(
    Expression Body,
    ImmutableArray<ParameterExpression> Rows,
    IReadOnlyDictionary<Expression, int> Places,
    ImmutableArray<QueryValue> Values,
    ImmutableArray<ValueReading> Readings,
    Expression Result)
{
    /// <summary>What stands for the readers of all values.</summary>
    public static ParameterExpression Readers { get; } = Expression.Parameter(typeof(ValueReader[]), "readers");

    /// <summary>What stands for the place of a row within the readers' chunk.</summary>
    public static ParameterExpression Row { get; } = Expression.Parameter(typeof(int), "row");

    /// <summary>Returns the projection to one value.</summary>
    public static Projection Of(QueryValue value, Expression source, Type type)
    {
        var reading = ValueReading.Of(value, source.ToString());
        return new(source, [], new Dictionary<Expression, int>(), [value], [reading], reading.Value(Readers, 0, Row, type));
    }

    /// <summary>Returns what result rows can be sorted by.</summary>
    /// <param name="key">An expression over a result row.</param>
    /// <param name="name">Returns what SQL calls the value at a place.</param>
    public QueryValue Sortable(LambdaExpression key, Func<int, string> name) => ValueTranslator.Guarded(() =>
    {
        var inserted = new ShapeInsertion(expression => expression == key.Parameters[0] ? Body : null).Visit(key.Body)!;
        var values = new ValueTranslator(
            RowSearch.In(inserted, Rows), expression => Places.TryGetValue(expression, out var place) ? Values[place] with { Sql = name(place), IsTime = false } : null);
        return values.Sortable(inserted, key.Body);
    });
}
