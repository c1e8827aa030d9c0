using System.Linq.Expressions;
using TradeStore.Model;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>Random arithmetic on ticks, and what C# makes of it where a division by zero is nothing.</summary>
internal sealed class RandomArithmetic(Random random)
{
    private static readonly ParameterExpression Row = Expression.Parameter(typeof(Tick), "t");
    private static readonly string[] Decimals = [nameof(Tick.LastPrice), nameof(Tick.LastSize), nameof(Tick.BidPrice), nameof(Tick.AskPrice)];
    private static readonly decimal[] Constants = [0m, 1m, -2m, 3m, 0.5m, 100.25m, -0.00000001m];

    public Expression<Func<Tick, decimal?>> Decimal(int depth) => Expression.Lambda<Func<Tick, decimal?>>(OfRow(Number(depth), Column()), Row);

    public Expression<Func<Tick, long?>> Whole(int depth) => Expression.Lambda<Func<Tick, long?>>(OfRow(Wholes(depth), WholeColumn()), Row);

    public static Func<Tick, T> InMemory<T>(Expression<Func<Tick, T>> arithmetic) => ((Expression<Func<Tick, T>>)new WithoutZero().Visit(arithmetic)).Compile();

    private Expression Number(int depth) => random.Next(depth == 0 ? 2 : 8) switch
    {
        0 => Column(),
        1 => random.Next(3) == 0
            ? Expression.Convert(Expression.Property(Row, nameof(Tick.SequenceNumber)), typeof(decimal?))
            : Expression.Convert(Expression.Constant(Constants[random.Next(Constants.Length)]), typeof(decimal?)),
        2 => Expression.Negate(OfRow(Number(depth - 1), Column())),
        3 => Expression.Add(OfRow(Number(depth - 1), Column()), Number(depth - 1)),
        4 => Expression.Subtract(Number(depth - 1), OfRow(Number(depth - 1), Column())),
        5 => Expression.Divide(OfRow(Number(depth - 1), Column()), Number(0)),
        6 => Expression.Modulo(Number(depth - 1), OfRow(Number(0), Column())),
        _ => Expression.Multiply(OfRow(Number(depth - 1), Column()), Number(depth - 1)),
    };

    private MemberExpression Column() => Expression.Property(Row, Decimals[random.Next(Decimals.Length)]);

    private static MemberExpression WholeColumn() => Expression.Property(Row, nameof(Tick.SequenceNumber));

    // What uses no row is computed by C# before the query is asked, where a division by zero is an error.
    private static Expression OfRow(Expression arithmetic, Expression column) => UsesRow(arithmetic) ? arithmetic : column;

    private static bool UsesRow(Expression arithmetic) => arithmetic switch
    {
        BinaryExpression binary => UsesRow(binary.Left) || UsesRow(binary.Right),
        UnaryExpression unary => UsesRow(unary.Operand),
        _ => arithmetic is MemberExpression,
    };

    private Expression Wholes(int depth) => random.Next(depth == 0 ? 2 : 8) switch
    {
        0 => Expression.Property(Row, nameof(Tick.SequenceNumber)),
        1 => Expression.Convert(Expression.Constant((long)random.Next(-3, 8)), typeof(long?)),
        2 => Expression.Negate(OfRow(Wholes(depth - 1), WholeColumn())),
        3 => Expression.Add(OfRow(Wholes(depth - 1), WholeColumn()), Wholes(depth - 1)),
        4 => Expression.Subtract(Wholes(depth - 1), OfRow(Wholes(depth - 1), WholeColumn())),
        5 => Expression.Divide(Wholes(depth - 1), OfRow(Wholes(depth - 1), WholeColumn())),
        6 => Expression.Modulo(OfRow(Wholes(depth - 1), WholeColumn()), Wholes(depth - 1)),
        _ => Expression.Multiply(OfRow(Wholes(depth - 1), WholeColumn()), Wholes(depth - 1)),
    };

    private sealed class WithoutZero : ExpressionVisitor
    {
        protected override Expression VisitBinary(BinaryExpression node)
        {
            var (left, right) = (Visit(node.Left), Visit(node.Right));
            if (node.NodeType is not (ExpressionType.Divide or ExpressionType.Modulo))
            {
                return Expression.MakeBinary(node.NodeType, left, right);
            }

            var zero = Expression.Convert(Expression.Default(Nullable.GetUnderlyingType(right.Type)!), right.Type);
            return Expression.Condition(Expression.Equal(right, zero), Expression.Default(node.Type), Expression.MakeBinary(node.NodeType, left, right));
        }
    }
}
