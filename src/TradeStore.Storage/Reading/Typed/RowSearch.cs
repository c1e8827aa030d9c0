using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Finds the parts of a predicate that use the row, in one pass.</summary>
internal sealed class RowSearch : ExpressionVisitor
{
    private readonly HashSet<Expression> _found = new(ReferenceEqualityComparer.Instance);
    private readonly ParameterExpression _row;
    private bool _isFound;

    private RowSearch(ParameterExpression row) => _row = row;

    /// <summary>Returns the parts of a predicate that use its row.</summary>
    public static IReadOnlySet<Expression> In(LambdaExpression predicate)
    {
        var search = new RowSearch(predicate.Parameters[0]);
        search.Visit(predicate.Body);
        return search._found;
    }

    public override Expression? Visit(Expression? node)
    {
        // An expression nested a hundred thousand times must not take the process with it.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node is null)
        {
            return null;
        }

        var wasFound = _isFound;
        _isFound = node == _row;
        base.Visit(node);
        if (_isFound)
        {
            _found.Add(node);
        }

        _isFound |= wasFound;
        return node;
    }
}
