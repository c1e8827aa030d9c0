using System.Linq.Expressions;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>Translates what is computed of many rows.</summary>
/// <param name="columns">The rows' columns.</param>
/// <param name="parameters">Takes the values of the caller's.</param>
/// <param name="inner">Takes what is read of each row.</param>
/// <param name="others">Parameters that have no value within a row's expression.</param>
internal sealed class AggregateTranslator(QueryColumns columns, ParameterList parameters, InnerColumns inner, params IReadOnlyList<ParameterExpression> others)
{
    // So many rows, a million millions, are summed up at most: more digits than that a sum does not gain.
    private const int DigitsOfRows = 12;

    /// <summary>Translates a call such as <c>g.Sum(x => x.Volume)</c>; <see langword="null"/> when it is another one.</summary>
    /// <param name="call">The call.</param>
    /// <param name="group">What stands for the group.</param>
    /// <exception cref="InvalidQueryException">A part has no translation; the message names it.</exception>
    public QueryValue? Find(MethodCallExpression call, ParameterExpression group)
    {
        var filters = new List<LambdaExpression>();
        if (call.Method.DeclaringType != typeof(Enumerable) || Source(call.Arguments[0], filters) != group)
        {
            return null;
        }

        switch (call.Method.Name, call.Arguments)
        {
            case (nameof(Enumerable.Count) or nameof(Enumerable.LongCount), [_]):
                return Count(call, filters);
            case (nameof(Enumerable.Count) or nameof(Enumerable.LongCount), [_, LambdaExpression predicate]):
                return Count(call, [.. filters, predicate]);
            case (nameof(Enumerable.Sum) or nameof(Enumerable.Average) or nameof(Enumerable.Min) or nameof(Enumerable.Max), [_, LambdaExpression { Parameters.Count: 1 } selector]):
                return Of(call.Method.Name, selector, call, filters);
            default:
                return null;
        }
    }

    /// <summary>Translates an aggregate.</summary>
    /// <param name="name">Its name in LINQ.</param>
    /// <param name="selector">The value of each row.</param>
    /// <param name="source">What errors show.</param>
    /// <param name="filters">The predicates on the rows that it is computed of.</param>
    /// <exception cref="InvalidQueryException">A part has no translation; the message names it.</exception>
    public QueryValue Of(string name, LambdaExpression selector, Expression source, params IEnumerable<LambdaExpression> filters)
    {
        var value = ValueTranslator.Guarded(() => ValueTranslator.Of(selector, columns, others).Find(selector.Body)) ?? throw ValueTranslator.Refusal(selector.Body);
        var filter = Filter(filters);
        if (name is nameof(Enumerable.Min) or nameof(Enumerable.Max))
        {
            return value.IsSortable
                ? inner.Add(value) is var each ? each with { Sql = $"{(name == nameof(Enumerable.Min) ? "min" : "max")}({each.Sql}){filter}", Source = source, Definition = value.Definition with { IsNullable = true } } : each
                : throw new InvalidQueryException($"{value.Told} has no order, of which '{source}' would be an end.");
        }

        var number = (Arithmetic.KindOf(selector.ReturnType) is { } kind ? Arithmetic.Convert(value, kind, selector.Body) : null)
            ?? throw new InvalidQueryException($"'{selector.Body}' is no number to add up: int, long, decimal and double are.");
        var added = inner.Add(number);
        return name == nameof(Enumerable.Sum) ? Sum(added, filter, source) : Average(added, filter, source);
    }

    private static Expression Source(Expression source, List<LambdaExpression> filters)
    {
        while (source is MethodCallExpression { Method.Name: nameof(Enumerable.Where), Arguments: [var all, LambdaExpression { Parameters.Count: 1 } predicate] } where
            && where.Method.DeclaringType == typeof(Enumerable))
        {
            filters.Add(predicate);
            source = all;
        }

        return source;
    }

    private static QueryValue Sum(QueryValue each, string filter, Expression source)
    {
        var sum = $"sum({each.Sql}){filter}";
        var format = Total(each);
        return each.Definition.Type switch
        {
            ColumnType.Integer or ColumnType.BigInt => QueryValue.Computed(source, each.Definition.Type, $"CAST(coalesce({sum}, 0) AS {each.Definition.SqlType})", isNullable: false),
            ColumnType.Double => QueryValue.Computed(source, ColumnType.Double, $"coalesce({sum}, CAST(0 AS DOUBLE))", isNullable: false),
            _ => QueryValue.Computed(source, ColumnType.Decimal38, $"coalesce({sum}, CAST(0 AS {Widest(format)}))", isNullable: false, format),
        };
    }

    private static QueryValue Average(QueryValue each, string filter, Expression source)
    {
        var (sum, count) = ($"sum({each.Sql}){filter}", $"count({each.Sql}){filter}");
        if (!each.Definition.IsDecimal)
        {
            return QueryValue.Computed(source, ColumnType.Double, $"(CAST({sum} AS DOUBLE) / nullif({count}, 0))", isNullable: true);
        }

        return Arithmetic.Quotient(
            source,
            QueryValue.Computed(source, ColumnType.Decimal38, sum, isNullable: true, Total(each)),
            QueryValue.Computed(source, ColumnType.Decimal38, count, isNullable: false, Arithmetic.Format(DigitsOfRows, 0)));
    }

    private static DecimalFormat Total(QueryValue each) => Arithmetic.Format(each.Format.Precision + DigitsOfRows, each.Format.Scale);

    private static DecimalFormat Widest(DecimalFormat format) => Arithmetic.Format(DecimalFormat.LongestPrecision, format.Scale);

    private QueryValue Count(MethodCallExpression call, IReadOnlyList<LambdaExpression> filters) => call.Type == typeof(int)
        ? QueryValue.Computed(call, ColumnType.Integer, $"CAST(count(*){Filter(filters)} AS INTEGER)", isNullable: false)
        : QueryValue.Computed(call, ColumnType.BigInt, $"count(*){Filter(filters)}", isNullable: false);

    private string Filter(IEnumerable<LambdaExpression> predicates)
    {
        var names = predicates.Select(p => inner.Add($"coalesce({ConditionTranslator.Translate(p, columns, parameters, others).Sql}, FALSE)")).ToList();
        return names.Count == 0 ? "" : $" FILTER (WHERE {string.Join(" AND ", names)})";
    }
}
