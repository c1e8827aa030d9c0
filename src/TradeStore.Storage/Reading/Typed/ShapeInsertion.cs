using System.Collections.ObjectModel;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Puts the expression that makes an object in the place of the object, so that its members are what they were made of.</summary>
/// <param name="insert">Returns what is put in the place of an expression; <see langword="null"/> where it stays.</param>
internal sealed class ShapeInsertion(Func<Expression, Expression?> insert) : ExpressionVisitor
{
    public override Expression? Visit(Expression? node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return node is not null && insert(node) is { } inserted ? inserted : base.Visit(node);
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        var owner = Visit(node.Expression);
        return owner is not null && owner != node.Expression && MemberOf(owner, node.Member) is { } part ? part : node.Update(owner);
    }

    // A member is what the constructor was given only where both have one name, as in records; tuples number theirs.
    private static Expression? MemberOf(Expression shape, MemberInfo member) => shape switch
    {
        NewExpression { Members: { } members } made => members.Select((m, i) => m.Name == member.Name ? made.Arguments[i] : null).FirstOrDefault(a => a is not null),
        NewExpression { Constructor: { } constructor } made => Argument(constructor, made.Arguments, member.Name),
        MemberInitExpression made => made.Bindings.OfType<MemberAssignment>().FirstOrDefault(b => b.Member.Name == member.Name)?.Expression ?? MemberOf(made.NewExpression, member),
        MethodCallExpression { Object: null, Method.Name: nameof(Tuple.Create) } call when call.Method.DeclaringType == typeof(Tuple) || call.Method.DeclaringType == typeof(ValueTuple) =>
            Argument(call.Method, call.Arguments, member.Name),
        _ => null,
    };

    private static Expression? Argument(MethodBase made, ReadOnlyCollection<Expression> arguments, string name)
    {
        var isTuple = typeof(ITuple).IsAssignableFrom((made as MethodInfo)?.ReturnType ?? made.DeclaringType);
        var place = Array.FindIndex(made.GetParameters(), p => string.Equals(p.Name, name, isTuple ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
        return place < 0 ? null : arguments[place];
    }
}
