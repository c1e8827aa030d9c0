using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace TradeStore.Reading.Typed;

/// <summary>Looks for the row in an expression.</summary>
internal sealed class RowSearch(ParameterExpression row) : ExpressionVisitor
{
    public bool IsFound { get; private set; }

    public override Expression? Visit(Expression? node)
    {
        // An expression nested a hundred thousand times must not take the process with it.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return IsFound ? node : base.Visit(node);
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        IsFound |= node == row;
        return node;
    }
}
