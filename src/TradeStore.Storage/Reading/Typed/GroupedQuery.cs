using System.Linq.Expressions;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>The rows of a <see cref="TableQuery{TRow}"/> in groups of one key; <see cref="Select"/> says what is wanted of each.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class GroupedQuery<TKey, TRow>
    where TRow : class
{
    private readonly Table<TRow> _table;
    private readonly ReadContext _context;
    private readonly QueryColumns _columns;
    private readonly QueryDefinition _rows;
    private readonly Expression<Func<TRow, TKey>> _key;

    internal GroupedQuery(Table<TRow> table, ReadContext context, QueryColumns columns, QueryDefinition rows, Expression<Func<TRow, TKey>> key)
    {
        _table = table;
        _context = context;
        _columns = columns;
        _rows = rows;
        _key = key;
    }

    /// <summary>
    /// Returns one result a group, in no order unless one is asked for. It may hold the <c>Key</c> or its members; <c>Count</c>, <c>LongCount</c>, <c>Sum</c>,
    /// <c>Average</c>, <c>Min</c> and <c>Max</c> of columns and of arithmetic on them, also of <c>g.Where(predicate)</c>; and arithmetic on all of these.
    /// </summary>
    /// <remarks>
    /// Sums are exact; one that its type does not hold is an error. Averages of decimals have 10 to 18 decimals, by the room that the column leaves, rounded half away
    /// from zero. Missing values count for nothing: of nothing but them, or of no rows, a sum is 0, the others are missing, which a result that has no
    /// null for them answers with <see cref="InvalidQueryException"/>.
    /// </remarks>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="selector">What is wanted: one value, or an anonymous object, tuple, constructor or initialiser of values.</param>
    /// <exception cref="InvalidQueryException">A part has no translation; the message names it.</exception>
    public ProjectedQuery<TResult> Select<TResult>(Expression<Func<IGrouping<TKey, TRow>, TResult>> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var parameters = new ParameterList(_rows.Values);
        var inner = new InnerColumns();
        var (projection, keys) = GroupTranslator.Translate(_key, selector, _columns, parameters, inner);
        var definition = new ProjectedDefinition
        {
            Rows = _rows,
            Inner = inner.ToImmutable(),
            Outer = [.. projection.Values.Select(v => v.Sql)],
            Values = parameters.ToImmutable(),
            Keys = keys,
        };
        return new(_table, _context, definition, new(projection));
    }
}
