using System.Linq.Expressions;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>
/// What a <see cref="TableQuery{TRow}"/> selects of its rows, or of groups of them. Each call returns a new query, and nothing is read until results are
/// asked for. The same query may be run any number of times, by any number of threads.
/// </summary>
/// <typeparam name="TResult">The result of a row or a group.</typeparam>
public sealed class ProjectedQuery<TResult>
{
    private readonly TableSchema _table;
    private readonly ReadContext _context;
    private readonly ProjectedDefinition _definition;
    private readonly ProjectedRows<TResult> _results;

    internal ProjectedQuery(TableSchema table, ReadContext context, ProjectedDefinition definition, ProjectedRows<TResult> results)
    {
        _table = table;
        _context = context;
        _definition = definition;
        _results = results;
    }

    /// <summary>Leaves each result once. An order given before is lost.</summary>
    /// <exception cref="InvalidQueryException">The query is cut by <see cref="Skip"/> or <see cref="Take"/> already; or a result holds JSON or a list, which cannot be compared.</exception>
    public ProjectedQuery<TResult> Distinct()
    {
        RequireUncut();
        return _results.Projection.Values.FirstOrDefault(v => !v.HasEquality) is { } value
            ? throw new InvalidQueryException($"{value.Told} is JSON or a list, which cannot be compared: results that hold it cannot be told apart.")
            : With(_definition with { IsDistinct = true, Orderings = [] });
    }

    /// <summary>
    /// Sorts by a member of the results that is a value of the rows, or by arithmetic on such members; in place of an order given before. Missing values
    /// come first, texts are in the order of their Unicode code points.
    /// </summary>
    /// <typeparam name="TKey">The member's type.</typeparam>
    /// <param name="member">The member; of results that are one value the result itself.</param>
    /// <exception cref="InvalidQueryException">It is no such member, or one without an order; or the query is cut by <see cref="Skip"/> or <see cref="Take"/> already.</exception>
    public ProjectedQuery<TResult> OrderBy<TKey>(Expression<Func<TResult, TKey>> member) => Order(member, isDescending: false, isFirst: true);

    /// <summary>Sorts by a member of the results, the largest value first, in place of an order given before.</summary>
    /// <inheritdoc cref="OrderBy{TKey}"/>
    public ProjectedQuery<TResult> OrderByDescending<TKey>(Expression<Func<TResult, TKey>> member) => Order(member, isDescending: true, isFirst: true);

    /// <summary>Sorts results that are equal so far by another member.</summary>
    /// <exception cref="InvalidQueryException">No <c>OrderBy</c> stands before it behind the Select; or as there.</exception>
    /// <inheritdoc cref="OrderBy{TKey}"/>
    public ProjectedQuery<TResult> ThenBy<TKey>(Expression<Func<TResult, TKey>> member) => Order(member, isDescending: false, isFirst: false);

    /// <summary>Sorts results that are equal so far by another member, the largest value first.</summary>
    /// <exception cref="InvalidQueryException">No <c>OrderBy</c> stands before it behind the Select; or as there.</exception>
    /// <inheritdoc cref="OrderBy{TKey}"/>
    public ProjectedQuery<TResult> ThenByDescending<TKey>(Expression<Func<TResult, TKey>> member) => Order(member, isDescending: true, isFirst: false);

    /// <summary>Leaves out the first results.</summary>
    /// <param name="results">How many; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ProjectedQuery<TResult> Skip(long results)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(results);
        return With(_definition with { Cut = _definition.Cut.Skipping(results) });
    }

    /// <summary>Returns no more than the first results.</summary>
    /// <param name="results">How many; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ProjectedQuery<TResult> Take(long results)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(results);
        return With(_definition with { Cut = _definition.Cut.Taking(results) });
    }

    /// <summary>Reads the results, all in memory.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="InvalidQueryException">A value is missing where the result has no null, or has more digits than its type holds; the message names it.</exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The query ran too long.</exception>
    /// <exception cref="TradeStoreException">A number overflowed (<see cref="TradeStoreErrorCode.QueryFailed"/>).</exception>
    public Task<IReadOnlyList<TResult>> ToListAsync(CancellationToken cancellationToken = default) => Run().ToListAsync(cancellationToken);

    /// <summary>Reads the first result; the default of its type when there is none.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public async Task<TResult?> FirstOrDefaultAsync(CancellationToken cancellationToken = default) =>
        await Take(1).ToListAsync(cancellationToken).ConfigureAwait(false) is [var first] ? first : default;

    /// <summary>Reads the only result; the default of its type when there is none.</summary>
    /// <exception cref="InvalidQueryException">There is more than one; or as for <see cref="ToListAsync"/>.</exception>
    /// <inheritdoc cref="ToListAsync"/>
    public async Task<TResult?> SingleOrDefaultAsync(CancellationToken cancellationToken = default) =>
        await Take(2).ToListAsync(cancellationToken).ConfigureAwait(false) switch
        {
            [] => default,
            [var only] => only,
            _ => throw new InvalidQueryException($"More than one result of '{_table.Name}' matches, and the only one is asked for."),
        };

    /// <summary>Counts the results, without reading them.</summary>
    /// <inheritdoc cref="ToListAsync"/>
    public Task<long> CountAsync(CancellationToken cancellationToken = default) => Run().CountAsync(cancellationToken);

    /// <summary>
    /// Reads the results one after the other, for more of them than memory holds. The reader is given back when the enumeration ends. The query's timeout
    /// counts while the engine looks for the next results, not while the caller works.
    /// </summary>
    /// <inheritdoc cref="ToListAsync"/>
    public IAsyncEnumerable<TResult> StreamAsync(CancellationToken cancellationToken = default) => Run().StreamAsync(cancellationToken);

    /// <summary>Returns the query as SQL over the logical table, with markers $1, $2 … for the values that columns are compared with.</summary>
    public override string ToString() => _definition.ToSql(_table);

    private ProjectedRun<TResult> Run() => new(_table, _context, _definition, _results);

    private ProjectedQuery<TResult> With(ProjectedDefinition definition) => new(_table, _context, definition, _results);

    private ProjectedQuery<TResult> Order(LambdaExpression member, bool isDescending, bool isFirst)
    {
        ArgumentNullException.ThrowIfNull(member);
        RequireUncut();
        if (!isFirst && _definition.Orderings.IsEmpty)
        {
            throw new InvalidQueryException("ThenBy goes on from an order: begin with OrderBy, behind the Select.");
        }

        var ordering = new QueryOrdering(_results.Projection.Sortable(member, ProjectedDefinition.Name), isDescending);
        return With(_definition with { Orderings = isFirst ? [ordering] : _definition.Orderings.Add(ordering) });
    }

    private void RequireUncut()
    {
        if (_definition.Cut.IsCut)
        {
            throw new InvalidQueryException("Distinct and orders stand before Skip and Take: they would choose among the results that are left.");
        }
    }
}
