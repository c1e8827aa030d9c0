using System.Linq.Expressions;
using TradeStore.Storage.Reading.Typed;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>Predicates of every supported form.</summary>
internal sealed class RandomPredicates(Random random, RandomSamples samples)
{
    private static readonly ExpressionType[] Equalities = [ExpressionType.Equal, ExpressionType.NotEqual];
    private static readonly ExpressionType[] Comparisons =
        [.. Equalities, ExpressionType.LessThan, ExpressionType.LessThanOrEqual, ExpressionType.GreaterThan, ExpressionType.GreaterThanOrEqual];

    private static readonly ParameterExpression Row = Expression.Parameter(typeof(Sample), "s");

    public Expression<Func<Sample, bool>> Next() => Expression.Lambda<Func<Sample, bool>>(Condition(random.Next(4)), Row);

    private Expression Condition(int depth) => (depth == 0 ? 9 : random.Next(12)) switch
    {
        0 or 1 => Expression.AndAlso(Condition(depth - 1), Condition(depth - 1)),
        2 or 3 => Expression.OrElse(Condition(depth - 1), Condition(depth - 1)),
        4 => Expression.Not(Condition(depth - 1)),
        5 => Expression.Equal(Condition(depth - 1), Value(random.Next(2) == 0)),
        6 => Expression.NotEqual(Value(random.Next(2) == 0), Condition(depth - 1)),
        _ => Leaf(),
    };

    private Expression Leaf() => random.Next(21) switch
    {
        0 => Compare(nameof(Sample.At), Comparisons, samples.AnyTime()),
        1 => Compare(nameof(Sample.Symbol), Equalities, samples.Text()),
        2 => Compare(nameof(Sample.Note), Equalities, random.Next(3) == 0 ? null : samples.Text()),
        3 => Compare(nameof(Sample.Price), Comparisons, samples.AnyDecimal()),
        4 => Compare(nameof(Sample.Limit), Comparisons, samples.Maybe(samples.AnyDecimal)),
        5 => Compare(nameof(Sample.Total), Comparisons, samples.Maybe(samples.AnyDecimal)),
        6 => Compare(nameof(Sample.Count), Comparisons, samples.Maybe(samples.Number)),
        7 => Compare(nameof(Sample.Link), Comparisons, samples.Maybe(samples.Id)),
        8 => Enumeration(),
        9 => random.Next(2) == 0 ? Member(nameof(Sample.IsOpen)) : Compare(nameof(Sample.IsOpen), Equalities, random.Next(2) == 0),
        10 => Expression.Property(Member(nameof(Sample.Limit)), "HasValue"),
        11 => Expression.AndAlso(Expression.NotEqual(Member(nameof(Sample.Note)), Expression.Constant(null, typeof(string))), StartsWith(nameof(Sample.Note))),
        12 => StartsWith(nameof(Sample.Symbol)),
        13 => Contains(nameof(Sample.Note), () => random.Next(4) == 0 ? null : samples.Text()),
        14 => Contains(nameof(Sample.Limit), () => samples.Maybe(samples.AnyDecimal)),
        15 => Contains(nameof(Sample.At), samples.AnyTime),
        16 => Contains(nameof(Sample.Phase), samples.Phase),
        17 => Between(nameof(Sample.At), samples.AnyTime),
        18 => Between(nameof(Sample.Total), samples.AnyDecimal),
        19 => TwoColumns(),
        _ => LongAsDecimal(),
    };

    private static MemberExpression Member(string name) => Expression.Property(Row, name);

    private T Pick<T>(T[] list) => list[random.Next(list.Length)];

    private Expression Value<T>(T value) => random.Next(3) switch
    {
        0 => Expression.Constant(value, typeof(T)),
        1 => Expression.Field(Expression.Constant(new Captured<T>(value)), "Field"),
        _ => Expression.Property(Expression.Constant(new Captured<T>(value)), "Property"),
    };

    private BinaryExpression Compare<T>(string name, ExpressionType[] operators, T value)
    {
        Expression member = Member(name);
        var other = Value(value);
        return random.Next(2) == 0 ? Expression.MakeBinary(Pick(operators), member, other) : Expression.MakeBinary(Pick(operators), other, member);
    }

    private BinaryExpression Enumeration() => random.Next(2) == 0
        ? Expression.MakeBinary(Pick(Equalities), Expression.Convert(Member(nameof(Sample.Phase)), typeof(int)), Expression.Convert(Value(samples.Phase()), typeof(int)))
        : Expression.MakeBinary(Pick(Equalities), Expression.Convert(Member(nameof(Sample.Phase)), typeof(int)), Expression.Convert(Member(nameof(Sample.NextPhase)), typeof(int)));

    private MethodCallExpression StartsWith(string name) => Expression.Call(
        Member(name), nameof(string.StartsWith), null, Value(Pick(["A", "", "it'", "日", "\"", samples.Text()])), Expression.Constant(StringComparison.Ordinal));

    private MethodCallExpression Contains<T>(string name, Func<T> value)
    {
        var values = Enumerable.Range(0, random.Next(4)).Select(_ => value()).ToArray();
        return random.Next(3) switch
        {
            0 => Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(T)], Value(values), Member(name)),
            1 => Expression.Call(Value(values.ToList()), nameof(List<T>.Contains), null, Member(name)),
            _ => Expression.Call(Value(values.ToHashSet()), nameof(HashSet<T>.Contains), null, Member(name)),
        };
    }

    private MethodCallExpression Between<T>(string name, Func<T> value)
        where T : struct => Expression.Call(typeof(RangePredicates), nameof(RangePredicates.Between), [typeof(T)], Member(name), Value(value()), Value(value()));

    private BinaryExpression TwoColumns()
    {
        var comparison = Pick(Comparisons);
        return random.Next(4) switch
        {
            0 => Expression.MakeBinary(comparison, Member(nameof(Sample.Limit)), Member(nameof(Sample.Total))),
            1 => Expression.MakeBinary(comparison, Expression.Convert(Member(nameof(Sample.Price)), typeof(decimal?)), Member(nameof(Sample.Limit))),
            2 => Expression.MakeBinary(Pick(Equalities), Member(nameof(Sample.Symbol)), Member(nameof(Sample.Note))),
            _ => Expression.MakeBinary(comparison, Expression.Convert(Member(nameof(Sample.Count)), typeof(decimal?)), Member(nameof(Sample.Total))),
        };
    }

    private BinaryExpression LongAsDecimal() =>
        Expression.MakeBinary(Pick(Comparisons), Expression.Convert(Member(nameof(Sample.Id)), typeof(decimal)), Value(random.Next(-2, 250) + (random.Next(2) * 0.5m)));
}
