using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Repositories;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>OHLCV bars.</summary>
public class BarRepository
{
    private readonly SeriesRepository<Bar> _rows = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected BarRepository()
    {
    }

    internal BarRepository(TableWriter<Bar> writer, ReadContext context) => _rows = new(BarTable.Definition, writer, context);

    /// <summary>Writes one bar, replacing an earlier one of the same exchange, symbol, timeframe and time; durable when the task completes.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the bar is written.</param>
    /// <exception cref="InvalidRowException">The bar breaks a rule; the error names column, value and reason.</exception>
    /// <exception cref="DiskFullException">The journal has no room; the bar was not kept.</exception>
    public virtual ValueTask AppendAsync(Bar bar, CancellationToken cancellationToken = default) => _rows.AppendAsync(bar, cancellationToken);

    /// <summary>Writes a batch, all or nothing; of bars with the same key the last one stays. Durable when the task completes.</summary>
    /// <param name="bars">The bars.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the batch is written.</param>
    /// <exception cref="InvalidRowException">A bar breaks a rule; nothing of the batch was kept. The error names row index, column, value and reason.</exception>
    /// <exception cref="TradeStoreException">The batch is too large, or the lane stayed full.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing of the batch was kept.</exception>
    public virtual ValueTask AppendAsync(IReadOnlyList<Bar> bars, CancellationToken cancellationToken = default) => _rows.AppendAsync(bars, cancellationToken);

    /// <summary>
    /// Writes a batch, as <see cref="AppendAsync(IReadOnlyList{Bar}, CancellationToken)"/> does, and waits until it is known what became of its rows. Slower than that: the batch is
    /// applied by itself, and its keys are looked up in every tier.
    /// </summary>
    /// <param name="bars">The bars.</param>
    /// <param name="cancellationToken">Stops waiting for room; once the batch is durable it stops waiting for the counts, which are then missing from the result.</param>
    /// <returns>How many rows were kept, were there already, or are in conflict with what is there; or why that is not known.</returns>
    /// <exception cref="InvalidRowException">A bar breaks a rule; nothing of the batch was kept. The error names row index, column, value and reason.</exception>
    /// <exception cref="TradeStoreException">The batch is too large, or the lane stayed full.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing of the batch was kept.</exception>
    public virtual ValueTask<AppendResult> AppendCountedAsync(IReadOnlyList<Bar> bars, CancellationToken cancellationToken = default) => _rows.AppendCountedAsync(bars, cancellationToken);

    /// <summary>Begins a query by conditions on any columns.</summary>
    public virtual TableQuery<Bar> Query() => _rows.Query();

    /// <summary>Reads one symbol's bars of a range, by time.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="timeframe">The timeframe.</param>
    /// <param name="from">The first opening time (UTC), included.</param>
    /// <param name="to">The end (UTC), excluded.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The query ran too long.</exception>
    public virtual Task<IReadOnlyList<Bar>> GetAsync(
        string exchange, string symbol, Timeframe timeframe, DateTime from, DateTime to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(symbol);
        return GetAsync(new BarQuery { Exchange = exchange, Symbols = [symbol], Timeframe = timeframe, From = from, To = to }, cancellationToken);
    }

    /// <summary>Reads bars as rows, all in memory.</summary>
    /// <param name="query">Which bars.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="InvalidQueryException">The query names columns, which are for <see cref="StreamAsync"/>.</exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The query ran too long.</exception>
    public virtual Task<IReadOnlyList<Bar>> GetAsync(BarQuery query, CancellationToken cancellationToken = default) =>
        _rows.GetAsync(query, Filter(query), cancellationToken);

    /// <summary>Streams bars as columns, 2,048 rows at a time.</summary>
    /// <param name="query">Which bars and which columns.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The engine took too long for the next rows.</exception>
    public virtual IAsyncEnumerable<ColumnChunk> StreamAsync(BarQuery query, CancellationToken cancellationToken = default) =>
        _rows.StreamAsync(query, Filter(query), cancellationToken);

    private static SeriesFilter Filter(BarQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new SeriesFilter(BarTable.Definition, query.From, query.To)
            .Where("exchange", query.Exchange)
            .Where("symbol", query.Symbols)
            .Where("timeframe", query.Timeframe?.ToName());
    }
}
