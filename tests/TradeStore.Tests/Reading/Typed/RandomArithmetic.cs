using System.Linq.Expressions;
using TradeStore.Model;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>Random arithmetic on ticks, and what C# makes of it where a division by zero is nothing.</summary>
internal sealed class RandomArithmetic(Random random)
{
    private static readonly ParameterExpression Row = Expression.Parameter(typeof(Tick), "t");
    private static readonly string[] Decimals = [nameof(Tick.LastPrice), nameof(Tick.LastSize), nameof(Tick.BidPrice), nameof(Tick.AskPrice)];
    private static readonly decimal[] Constants = [0m, 1m, -2m, 3m, 0.5m, 100.25m, -0.00000001m];

    public Expression<Func<Tick, decimal?>> Decimal(int depth) => Expression.Lambda<Func<Tick, decimal?>>(Number(depth), Row);

    public Expression<Func<Tick, long?>> Whole(int depth) => Expression.Lambda<Func<Tick, long?>>(Wholes(depth), Row);

    public static Func<Tick, T> InMemory<T>(Expression<Func<Tick, T>> arithmetic) => ((Expression<Func<Tick, T>>)new WithoutZero().Visit(arithmetic)).Compile();

    private Expression Number(int depth) => random.Next(depth == 0 ? 2 : 8) switch
    {
        0 => Expression.Property(Row, Decimals[random.Next(Decimals.Length)]),
        1 => random.Next(3) == 0
            ? Expression.Convert(Expression.Property(Row, nameof(Tick.SequenceNumber)), typeof(decimal?))
            : Expression.Convert(Expression.Constant(Constants[random.Next(Constants.Length)]), typeof(decimal?)),
        2 => Expression.Negate(Number(depth - 1)),
        3 => Expression.Add(Number(depth - 1), Number(depth - 1)),
        4 => Expression.Subtract(Number(depth - 1), Number(depth - 1)),
        5 => Expression.Divide(Number(depth - 1), Number(0)),
        6 => Expression.Modulo(Number(depth - 1), Number(0)),
        _ => Expression.Multiply(Number(depth - 1), Number(depth - 1)),
    };

    private Expression Wholes(int depth) => random.Next(depth == 0 ? 2 : 8) switch
    {
        0 => Expression.Property(Row, nameof(Tick.SequenceNumber)),
        1 => Expression.Convert(Expression.Constant((long)random.Next(-3, 8)), typeof(long?)),
        2 => Expression.Negate(Wholes(depth - 1)),
        3 => Expression.Add(Wholes(depth - 1), Wholes(depth - 1)),
        4 => Expression.Subtract(Wholes(depth - 1), Wholes(depth - 1)),
        5 => Expression.Divide(Wholes(depth - 1), Wholes(depth - 1)),
        6 => Expression.Modulo(Wholes(depth - 1), Wholes(depth - 1)),
        _ => Expression.Multiply(Wholes(depth - 1), Wholes(depth - 1)),
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
