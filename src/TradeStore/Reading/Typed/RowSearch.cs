using System.Linq.Expressions;

namespace TradeStore.Reading.Typed;

/// <summary>Looks for the row in an expression.</summary>
internal sealed class RowSearch(ParameterExpression row) : ExpressionVisitor
{
    public bool IsFound { get; private set; }

    public override Expression? Visit(Expression? node) => IsFound ? node : base.Visit(node);

    protected override Expression VisitParameter(ParameterExpression node)
    {
        IsFound |= node == row;
        return node;
    }
}
