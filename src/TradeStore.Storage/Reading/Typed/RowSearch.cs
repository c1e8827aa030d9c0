using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Finds the parts of an expression that use the row, in one pass.</summary>
internal sealed class RowSearch : ExpressionVisitor
{
    private readonly HashSet<Expression> _found = new(ReferenceEqualityComparer.Instance);
    private readonly IReadOnlyList<ParameterExpression> _rows;
    private bool _isFound;

    private RowSearch(IReadOnlyList<ParameterExpression> rows) => _rows = rows;

    /// <summary>Returns the parts of an expression that use a row.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="rows">What stands for the rows.</param>
    public static IReadOnlySet<Expression> In(Expression expression, params IReadOnlyList<ParameterExpression> rows)
    {
        var search = new RowSearch(rows);
        search.Visit(expression);
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
        _isFound = node is ParameterExpression parameter && _rows.Contains(parameter);
        base.Visit(node);
        if (_isFound)
        {
            _found.Add(node);
        }

        _isFound |= wasFound;
        return node;
    }
}
