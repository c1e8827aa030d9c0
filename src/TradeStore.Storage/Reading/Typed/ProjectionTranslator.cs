using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Takes apart what a Select makes: the engine computes the values, C# puts them together.</summary>
internal sealed class ProjectionTranslator
{
    private readonly ValueTranslator _values;
    private readonly ParameterList _parameters;
    private readonly List<QueryValue> _found = [];
    private readonly List<ValueReading> _readings = [];
    private readonly Dictionary<Expression, int> _places = new(ReferenceEqualityComparer.Instance);

    private ProjectionTranslator(ValueTranslator values, ParameterList parameters)
    {
        _values = values;
        _parameters = parameters;
    }

    /// <summary>Translates a Select.</summary>
    /// <param name="body">What it makes.</param>
    /// <param name="rows">What stands for rows in it.</param>
    /// <param name="values">Translates its values.</param>
    /// <param name="parameters">Takes the values of the caller's.</param>
    /// <exception cref="InvalidQueryException">A part has no translation; the message names it.</exception>
    public static Projection Translate(Expression body, IReadOnlyList<ParameterExpression> rows, ValueTranslator values, ParameterList parameters)
    {
        var translator = new ProjectionTranslator(values, parameters);
        var result = translator.Read(body);
        return translator._found.Count > 0
            ? new(body, [.. rows], translator._places, [.. translator._found], [.. translator._readings], result)
            : throw new InvalidQueryException($"'{body}' selects nothing of the rows.");
    }

    private Expression Read(Expression expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!_values.UsesRow(expression))
        {
            return Expression.Constant(CapturedValue.Of(expression), expression.Type);
        }

        return _values.Find(expression) is { } value ? Place(expression, value) : expression switch
        {
            NewExpression made => Read(made),
            MemberInitExpression made when made.Bindings.All(b => b is MemberAssignment) =>
                made.Update(Read(made.NewExpression), made.Bindings.Cast<MemberAssignment>().Select(b => b.Update(Read(b.Expression)))),
            MethodCallExpression { Object: null, Method.Name: nameof(Tuple.Create) } call when call.Method.DeclaringType == typeof(Tuple) || call.Method.DeclaringType == typeof(ValueTuple) =>
                call.Update(null, call.Arguments.Select(Read)),
            UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } conversion => conversion.Update(Read(conversion.Operand)),
            _ when expression.Type == typeof(bool) => Place(expression, Flag(expression)),
            _ => throw new InvalidQueryException(
                $"'{expression}' cannot be selected. Columns can, and what is computed of them, as members of an anonymous object, a tuple, a constructor or an initialiser."),
        };
    }

    private NewExpression Read(NewExpression made) => made.Update(made.Arguments.Select(Read));

    // What does not hold and what is not known is one thing to C#.
    private QueryValue Flag(Expression condition) => QueryValue.Computed(
        condition, ColumnType.Boolean, $"coalesce({ConditionTranslator.Translate(condition, _values, _parameters).Sql}, FALSE)", isNullable: false);

    private Expression Place(Expression expression, QueryValue value)
    {
        var reading = ValueReading.Of(value, expression.ToString());
        _places[expression] = _found.Count;
        _found.Add(value);
        _readings.Add(reading);
        return reading.Value(Projection.Readers, _found.Count - 1, Projection.Row, expression.Type);
    }
}
