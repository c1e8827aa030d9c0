using System.Linq.Expressions;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.Typed;

/// <content>What is wanted of the rows where it is not the rows.</content>
public sealed partial class TableQuery<TRow>
{
    /// <summary>
    /// Returns something else of each row: a column, or an anonymous object, tuple, constructor or initialiser of columns, arithmetic on them and conditions. Only the
    /// columns that it names are read.
    /// </summary>
    /// <typeparam name="TResult">The result of a row.</typeparam>
    /// <param name="selector">What is wanted; values that do not use the row are taken now.</param>
    /// <exception cref="InvalidQueryException">A part has no translation; the message names it.</exception>
    public ProjectedQuery<TResult> Select<TResult>(Expression<Func<TRow, TResult>> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var parameters = new ParameterList(_definition.Values);
        var projection = ValueTranslator.Guarded(() =>
            ProjectionTranslator.Translate(selector.Body, [selector.Parameters[0]], ValueTranslator.Of(selector, _columns), parameters));
        var definition = new ProjectedDefinition
        {
            Rows = _definition,
            Inner = [.. projection.Values.Select(v => v.Sql)],
            Outer = [.. projection.Values.Select((_, i) => InnerColumns.Name(i))],
            Values = parameters.ToImmutable(),
        };
        return new(_table, Context, definition, new(projection));
    }

    /// <summary>Puts rows with the same key together; a missing value is a key, too. What is wanted of each group, the Select behind it says.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <param name="key">A column or arithmetic, or an anonymous object or tuple of several.</param>
    /// <exception cref="InvalidQueryException">By <see cref="GroupedQuery{TKey, TRow}.Select"/>: a part has no translation, or is JSON or a list; the message names it.</exception>
    public GroupedQuery<TKey, TRow> GroupBy<TKey>(Expression<Func<TRow, TKey>> key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(_table, Context, _columns, _definition, key);
    }

    /// <summary>Adds up a decimal of all rows, exactly; missing values count for nothing, and of no rows it is 0.</summary>
    /// <param name="selector">A column, or arithmetic on columns.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="InvalidQueryException">A part has no translation, or the result has more digits than its type; the message names it.</exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The query ran too long.</exception>
    /// <exception cref="TradeStoreException">A number overflowed (<see cref="TradeStoreErrorCode.QueryFailed"/>).</exception>
    public Task<decimal> SumAsync(Expression<Func<TRow, decimal?>> selector, CancellationToken cancellationToken = default) =>
        OneAsync<decimal>(nameof(Enumerable.Sum), selector, cancellationToken);

    /// <summary>Adds up a whole number of all rows, exactly; missing values count for nothing, and of no rows it is 0.</summary>
    /// <inheritdoc cref="SumAsync(Expression{Func{TRow, decimal?}}, CancellationToken)"/>
    public Task<long> SumAsync(Expression<Func<TRow, long?>> selector, CancellationToken cancellationToken = default) =>
        OneAsync<long>(nameof(Enumerable.Sum), selector, cancellationToken);

    /// <summary>Adds up a <see langword="double"/> of all rows, in no order; missing values count for nothing, and of no rows it is 0.</summary>
    /// <inheritdoc cref="SumAsync(Expression{Func{TRow, decimal?}}, CancellationToken)"/>
    public Task<double> SumAsync(Expression<Func<TRow, double?>> selector, CancellationToken cancellationToken = default) =>
        OneAsync<double>(nameof(Enumerable.Sum), selector, cancellationToken);

    /// <summary>
    /// Returns the mean of a decimal of all rows, with 10 to 18 decimals, by the room that the column leaves, rounded half away from zero; missing values count for nothing, and of no
    /// rows it is <see langword="null"/>.
    /// </summary>
    /// <inheritdoc cref="SumAsync(Expression{Func{TRow, decimal?}}, CancellationToken)"/>
    public Task<decimal?> AverageAsync(Expression<Func<TRow, decimal?>> selector, CancellationToken cancellationToken = default) =>
        OneAsync<decimal?>(nameof(Enumerable.Average), selector, cancellationToken);

    /// <summary>Returns the mean of a whole number of all rows; missing values count for nothing, and of no rows it is <see langword="null"/>.</summary>
    /// <inheritdoc cref="SumAsync(Expression{Func{TRow, decimal?}}, CancellationToken)"/>
    public Task<double?> AverageAsync(Expression<Func<TRow, long?>> selector, CancellationToken cancellationToken = default) =>
        OneAsync<double?>(nameof(Enumerable.Average), selector, cancellationToken);

    /// <summary>Returns the mean of a <see langword="double"/> of all rows; missing values count for nothing, and of no rows it is <see langword="null"/>.</summary>
    /// <inheritdoc cref="SumAsync(Expression{Func{TRow, decimal?}}, CancellationToken)"/>
    public Task<double?> AverageAsync(Expression<Func<TRow, double?>> selector, CancellationToken cancellationToken = default) =>
        OneAsync<double?>(nameof(Enumerable.Average), selector, cancellationToken);

    /// <summary>
    /// Returns the least value of all rows; missing values count for nothing. Of no rows it is <see langword="null"/> where the type has it
    /// (<c>MinAsync(b => (decimal?)b.Low)</c>), and an error otherwise.
    /// </summary>
    /// <typeparam name="TValue">The value.</typeparam>
    /// <param name="selector">A column with an order, or arithmetic on columns.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="InvalidQueryException">A part has no translation or no order, or there is no value; the message names it.</exception>
    /// <inheritdoc cref="SumAsync(Expression{Func{TRow, decimal?}}, CancellationToken)"/>
    public Task<TValue> MinAsync<TValue>(Expression<Func<TRow, TValue>> selector, CancellationToken cancellationToken = default) =>
        OneAsync<TValue>(nameof(Enumerable.Min), selector, cancellationToken);

    /// <summary>
    /// Returns the greatest value of all rows; missing values count for nothing. Of no rows it is <see langword="null"/> where the type has it, and an error
    /// otherwise.
    /// </summary>
    /// <inheritdoc cref="MinAsync"/>
    public Task<TValue> MaxAsync<TValue>(Expression<Func<TRow, TValue>> selector, CancellationToken cancellationToken = default) =>
        OneAsync<TValue>(nameof(Enumerable.Max), selector, cancellationToken);

    private async Task<TValue> OneAsync<TValue>(string aggregate, LambdaExpression selector, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var parameters = new ParameterList(_definition.Values);
        var inner = new InnerColumns();
        var value = new AggregateTranslator(_columns, parameters, inner).Of(aggregate, selector, selector.Body);
        var definition = new ProjectedDefinition
        {
            Rows = _definition,
            Inner = inner.ToImmutable(),
            Outer = [value.Sql],
            Values = parameters.ToImmutable(),
            Keys = [],
        };
        var rows = await new ProjectedRun<TValue>(_table, Context, definition, new(Projection.Of(value, selector.Body, typeof(TValue)))).ToListAsync(cancellationToken).ConfigureAwait(false);

        // Where no row can lie, nothing was asked.
        return rows is [var only] ? only
            : default(TValue) is null || aggregate == nameof(Enumerable.Sum) ? default!
            : throw ValueReader.Missing(selector.Body.ToString(), typeof(TValue));
    }
}
