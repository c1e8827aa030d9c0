using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Translates what has a value: columns, or what else the rows that are asked have, and arithmetic on them.</summary>
/// <param name="usesRow">The parts of the expression that use the row.</param>
/// <param name="leaf">Finds what is not computed; <see langword="null"/> where there is nothing.</param>
internal sealed class ValueTranslator(IReadOnlySet<Expression> usesRow, Func<Expression, QueryValue?> leaf)
{
    private const string Supported =
        "Supported are ==, !=, <, <=, > and >= between columns and values; +, -, *, / and % on numbers of one type; &&, || and !; columns that are flags; "
        + "comparisons with null, HasValue and Value; list.Contains(column); column.StartsWith(text), ordinally; column.Between(first, last).";

    /// <summary>Returns what translates a lambda expression over a row.</summary>
    /// <param name="lambda">The expression.</param>
    /// <param name="columns">The row's columns.</param>
    /// <param name="others">Parameters around it, which have no value within it.</param>
    public static ValueTranslator Of(LambdaExpression lambda, QueryColumns columns, params IEnumerable<ParameterExpression> others)
    {
        var row = lambda.Parameters[0];
        return new(RowSearch.In(lambda.Body, [row, .. others]), expression => columns.Find(expression, row));
    }

    /// <summary>Returns the error that says what cannot be translated.</summary>
    public static InvalidQueryException Refusal(Expression expression) => new($"'{expression}' cannot be part of a query. {Supported}");

    /// <summary>Runs a translation.</summary>
    /// <exception cref="InvalidQueryException">What is translated is nested deeper than any stack.</exception>
    public static T Guarded<T>(Func<T> translate)
    {
        try
        {
            return translate();
        }
        catch (InsufficientExecutionStackException)
        {
            // Without the cause, whose stack trace has as many lines as the expression has levels.
            throw new InvalidQueryException("The expression is nested too deeply; use list.Contains for many values.");
        }
    }

    public bool UsesRow(Expression expression) => usesRow.Contains(expression);

    /// <summary>Returns what an expression stands for, without the conversions that C# inserts; <see langword="null"/> when it has no translation.</summary>
    /// <exception cref="InvalidQueryException">It is arithmetic on something that has none.</exception>
    public QueryValue? Find(Expression expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return !UsesRow(expression) ? null : leaf(expression) ?? expression switch
        {
            UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } conversion => Converted(conversion),
            MemberExpression { Member.Name: nameof(Nullable<>.Value), Expression: { } inner } when Nullable.GetUnderlyingType(inner.Type) is not null => Find(inner),
            UnaryExpression { NodeType: ExpressionType.Negate or ExpressionType.NegateChecked } negation when Arithmetic.KindOf(negation.Type) is { } kind =>
                Arithmetic.Negate(negation, Operand(negation.Operand, kind)),
            UnaryExpression { NodeType: ExpressionType.UnaryPlus } same => Find(same.Operand),
            BinaryExpression binary when Arithmetic.IsOperator(binary.NodeType) && Arithmetic.KindOf(binary.Type) is { } kind =>
                Arithmetic.Combine(binary, Operand(binary.Left, kind), Operand(binary.Right, kind), kind),
            _ => null,
        };
    }

    /// <summary>Returns what rows can be sorted by.</summary>
    /// <param name="key">The expression.</param>
    /// <param name="shown">The expression as the caller wrote it.</param>
    /// <exception cref="InvalidQueryException">It has no translation, or no order.</exception>
    public QueryValue Sortable(Expression key, Expression shown) => Find(key) switch
    {
        null => throw new InvalidQueryException($"'{shown}' is nothing to sort by: a column is, or arithmetic on columns."),
        { IsSortable: false } value => throw new InvalidQueryException(
            $"Rows cannot be sorted by '{(value.Source is null ? value.Definition.Name : $"{shown}")}': {(value.HasEquality ? "its names are not in the order of the values they stand for" : "it is JSON or a list")}."),
        var value => value.WithoutNaN,
    };

    /// <summary>Tells whether a conversion gives every value of a type as it is.</summary>
    private static bool IsLossless(Type from, Type to)
    {
        from = Nullable.GetUnderlyingType(from) ?? from;
        to = Nullable.GetUnderlyingType(to) ?? to;
        from = from.IsEnum ? Enum.GetUnderlyingType(from) : from;
        return from == to
            || (from == typeof(DateTime) && to == typeof(DateTimeOffset))
            || (IsWhole(from) && (to == typeof(decimal) || to == typeof(long) || (to == typeof(int) && from != typeof(long) && from != typeof(uint) && from != typeof(ulong))));
    }

    private static bool IsWhole(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Int64;

    private QueryValue? Converted(UnaryExpression conversion)
    {
        if (IsLossless(conversion.Operand.Type, conversion.Type))
        {
            return Find(conversion.Operand);
        }

        return Arithmetic.KindOf(conversion.Type) is { } kind && Arithmetic.KindOf(conversion.Operand.Type) is not null && Find(conversion.Operand) is { } value
            ? Arithmetic.Convert(value, kind, conversion)
            : null;
    }

    private QueryValue Operand(Expression expression, Schema.ColumnType kind) => UsesRow(expression)
        ? (Find(expression) is { } value ? Arithmetic.Convert(value, kind, expression) : null) ?? throw Refusal(expression)
        : Arithmetic.Constant(expression, CapturedValue.Of(expression), kind);
}
