using System.Linq.Expressions;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>
/// A question about one table, built call by call: each call returns a new query, and nothing is read until the rows are asked for. The same
/// query may be run any number of times, by any number of threads.
/// </summary>
/// <remarks>
/// <para>
/// Predicates are translated to SQL when they are given, and the values they use are taken then; values travel as parameters. Supported are
/// <c>==</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> and <c>&gt;=</c> between columns and values; arithmetic on both; <c>&amp;&amp;</c>,
/// <c>||</c> and <c>!</c>; columns that are flags; comparisons with <see langword="null"/>, <c>HasValue</c> and <c>Value</c>;
/// <c>list.Contains(column)</c>; <c>column.StartsWith(text)</c>, which compares ordinally; and <see cref="RangePredicates"/>. Anything else is refused.
/// </para>
/// <para>
/// They hold for the rows for which C# says so: a missing value equals only <see langword="null"/>, is different from every value (<c>o.Note != "x"</c>
/// holds where there is no note), and is neither less nor greater than any. Where C# would throw for a missing value, the comparison does not hold.
/// Texts, enumerations and flags are equal or not; they have no order in predicates. Numbers and times are compared exactly, also when they are finer
/// than what is stored.
/// </para>
/// <para>
/// Arithmetic is <c>+</c>, <c>-</c>, <c>*</c>, <c>/</c> and <c>%</c> on <see langword="int"/>, <see langword="long"/>, <see langword="decimal"/> and
/// <see langword="double"/>, with the meaning of C#: whole numbers are divided without a rest, and <see langword="double"/>s are as in C#. Decimals are exact within 38
/// digits, and a quotient of them has 10 to 18 decimals, by the room that the dividend leaves, rounded half away from zero. What does not fit fails the query
/// (<see cref="TradeStoreErrorCode.QueryFailed"/>); no number is ever wrong. With a missing value the result is missing; so it is, where C# would throw, when a
/// whole number or a decimal is divided by zero.
/// </para>
/// </remarks>
/// <typeparam name="TRow">The row.</typeparam>
public sealed partial class TableQuery<TRow>
    where TRow : class
{
    private readonly Table<TRow> _table;
    private readonly QueryColumns _columns;
    private readonly QueryDefinition _definition;

    internal TableQuery(Table<TRow> table, ReadContext context)
        : this(table, context, QueryColumns.Of(table), new QueryDefinition())
    {
    }

    private TableQuery(Table<TRow> table, ReadContext context, QueryColumns columns, QueryDefinition definition)
    {
        _table = table;
        Context = context;
        _columns = columns;
        _definition = definition;
    }

    internal ReadContext Context { get; }

    internal QueryDefinition Definition => _definition;

    /// <summary>Leaves only the rows that a predicate holds for; with several, those that all of them hold for.</summary>
    /// <param name="predicate">The predicate; what is supported is listed at <see cref="TableQuery{TRow}"/>.</param>
    /// <exception cref="InvalidQueryException">A part of the predicate has no translation, or a value does not fit its column: the message names it. Or the query is cut by <see cref="Skip"/> or <see cref="Take"/> already.</exception>
    public TableQuery<TRow> Where(Expression<Func<TRow, bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        RequireUncut();
        var parameters = new ParameterList(_definition.Values);
        var condition = ConditionTranslator.Translate(predicate, _columns, parameters);
        return With(_definition with
        {
            Conditions = _definition.Conditions.Add(condition.Sql),
            Values = parameters.ToImmutable(),
            Times = _definition.Times.Intersect(condition.Times),
        });
    }

    /// <summary>
    /// Sorts by a column, or by arithmetic on columns, in place of an order given before. A missing value comes first; texts are in the order of their Unicode code points; flags
    /// that are not set come before those that are. Rows with the same value are in no order unless <see cref="ThenBy{TKey}"/> gives one.
    /// </summary>
    /// <typeparam name="TKey">The column's type.</typeparam>
    /// <param name="column">The column; not one of an enumeration, JSON or a list.</param>
    /// <exception cref="InvalidQueryException">It is no column, or one without an order; or the query is cut by <see cref="Skip"/> or <see cref="Take"/> already.</exception>
    public TableQuery<TRow> OrderBy<TKey>(Expression<Func<TRow, TKey>> column) => Order(column, isDescending: false, isFirst: true);

    /// <summary>Sorts by a column, the largest value first, in place of an order given before.</summary>
    /// <inheritdoc cref="OrderBy{TKey}"/>
    public TableQuery<TRow> OrderByDescending<TKey>(Expression<Func<TRow, TKey>> column) => Order(column, isDescending: true, isFirst: true);

    /// <summary>Sorts rows that are equal so far by another column.</summary>
    /// <exception cref="InvalidQueryException">No <c>OrderBy</c> stands before it; or as there.</exception>
    /// <inheritdoc cref="OrderBy{TKey}"/>
    public TableQuery<TRow> ThenBy<TKey>(Expression<Func<TRow, TKey>> column) => Order(column, isDescending: false, isFirst: false);

    /// <summary>Sorts rows that are equal so far by another column, the largest value first.</summary>
    /// <exception cref="InvalidQueryException">No <c>OrderBy</c> stands before it; or as there.</exception>
    /// <inheritdoc cref="OrderBy{TKey}"/>
    public TableQuery<TRow> ThenByDescending<TKey>(Expression<Func<TRow, TKey>> column) => Order(column, isDescending: true, isFirst: false);

    /// <summary>Leaves out the first rows.</summary>
    /// <param name="rows">How many; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public TableQuery<TRow> Skip(long rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return With(_definition with { Cut = _definition.Cut.Skipping(rows) });
    }

    /// <summary>Returns no more than the first rows. Of a series sorted by its time only the partitions that it takes are read.</summary>
    /// <param name="rows">How many; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public TableQuery<TRow> Take(long rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return With(_definition with { Cut = _definition.Cut.Taking(rows) });
    }

    /// <summary>Says how much of what was acknowledged must be seen; all of it by default.</summary>
    /// <param name="consistency">How much.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the values.</exception>
    public TableQuery<TRow> With(ReadConsistency consistency) => Enum.IsDefined(consistency)
        ? With(_definition with { Consistency = consistency })
        : throw new ArgumentOutOfRangeException(nameof(consistency), consistency, "Not a consistency.");

    /// <summary>Reads the rows, all in memory.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The query ran too long.</exception>
    /// <exception cref="TradeStoreException">A number overflowed (<see cref="TradeStoreErrorCode.QueryFailed"/>).</exception>
    public Task<IReadOnlyList<TRow>> ToListAsync(CancellationToken cancellationToken = default) =>
        Run().ToListAsync(cancellationToken);

    /// <summary>Reads the first row; <see langword="null"/> when there is none.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public async Task<TRow?> FirstOrDefaultAsync(CancellationToken cancellationToken = default) =>
        await Take(1).ToListAsync(cancellationToken).ConfigureAwait(false) is [var first] ? first : null;

    /// <summary>Reads the only row; <see langword="null"/> when there is none.</summary>
    /// <exception cref="InvalidQueryException">There is more than one.</exception>
    /// <inheritdoc cref="ToListAsync"/>
    public async Task<TRow?> SingleOrDefaultAsync(CancellationToken cancellationToken = default) =>
        await Take(2).ToListAsync(cancellationToken).ConfigureAwait(false) switch
        {
            [] => null,
            [var only] => only,
            _ => throw new InvalidQueryException($"More than one row of '{_table.Name}' matches, and the only one is asked for."),
        };

    /// <summary>Counts the rows, without reading them.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public Task<long> CountAsync(CancellationToken cancellationToken = default) => Run().CountAsync(cancellationToken);

    /// <summary>Tells whether there is a row.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken = default) =>
        await With(_definition with { Orderings = [] }).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>
    /// Reads the rows one after the other, for results larger than memory. The reader is given back when the enumeration ends. The query's timeout
    /// counts while the engine looks for the next rows, not while the caller works.
    /// </summary>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The engine took too long for the next rows.</exception>
    public IAsyncEnumerable<TRow> StreamAsync(CancellationToken cancellationToken = default) => Run().StreamAsync(cancellationToken);

    /// <summary>Returns the query as SQL over the logical table, with markers $1, $2 … for the values that columns are compared with.</summary>
    public override string ToString() => _definition.ToSql(_table);

    private TableQueryRun<TRow> Run() => new(_table, Context, _definition);

    private TableQuery<TRow> With(QueryDefinition definition) => new(_table, Context, _columns, definition);

    private TableQuery<TRow> Order(LambdaExpression column, bool isDescending, bool isFirst)
    {
        ArgumentNullException.ThrowIfNull(column);
        RequireUncut();
        if (!isFirst && _definition.Orderings.IsEmpty)
        {
            throw new InvalidQueryException("ThenBy goes on from an order: begin with OrderBy.");
        }

        var key = ValueTranslator.Guarded(() => ValueTranslator.Of(column, _columns).Sortable(column.Body, column.Body));
        var ordering = new QueryOrdering(key, isDescending);
        return With(_definition with { Orderings = isFirst ? [ordering] : _definition.Orderings.Add(ordering) });
    }

    private void RequireUncut()
    {
        if (_definition.Cut.IsCut)
        {
            throw new InvalidQueryException("Conditions and orders stand before Skip and Take: they would choose among the rows that are left.");
        }
    }
}
