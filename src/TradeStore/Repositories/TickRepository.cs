using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Repositories;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>Quotes and trades.</summary>
public class TickRepository
{
    private readonly SeriesRepository<Tick> _rows = null!;
    private readonly TickMarks? _marks = null!;
    private readonly TickCorrections _corrections = null!;
    private readonly TableQuery<TickCorrection> _changed = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected TickRepository()
    {
    }

    internal TickRepository(RepositoryContext context, TickMarks? marks)
    {
        _rows = new(TickTable.Definition, context.Writer(TickTable.Definition), context.Reading);
        _corrections = new TickCorrections(context.Live);
        _changed = context.Query(TickCorrectionTable.Definition);
        _marks = marks;
    }

    /// <summary>Appends one tick; durable when the task completes, and seen by every read that starts after that.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the tick is written.</param>
    /// <exception cref="InvalidRowException">The tick breaks a rule; the error names column, value and reason.</exception>
    /// <exception cref="DiskFullException">The journal has no room; the tick was not kept.</exception>
    public virtual ValueTask AppendAsync(Tick tick, CancellationToken cancellationToken = default) =>
        _marks is null ? _rows.AppendAsync(tick, cancellationToken) : AppendAndMarkAsync([tick], _marks, cancellationToken);

    /// <summary>Appends a batch, all or nothing; durable when the task completes, and seen by every read that starts after that.</summary>
    /// <param name="ticks">The ticks; of those with a sequence number, one that is there already is left as it is.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the batch is written.</param>
    /// <exception cref="InvalidRowException">A tick breaks a rule; nothing of the batch was kept. The error names row index, column, value and reason.</exception>
    /// <exception cref="TradeStoreException">The batch is too large, or the lane stayed full.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing of the batch was kept.</exception>
    public virtual ValueTask AppendAsync(IReadOnlyList<Tick> ticks, CancellationToken cancellationToken = default) =>
        _marks is null ? _rows.AppendAsync(ticks, cancellationToken) : AppendAndMarkAsync(ticks, _marks, cancellationToken);

    /// <summary>
    /// Appends a batch, as <see cref="AppendAsync(IReadOnlyList{Tick}, CancellationToken)"/> does, and waits until it is known what became of its rows. Slower than that: the batch is
    /// applied by itself, and its keys are looked up in every tier.
    /// </summary>
    /// <param name="ticks">The ticks.</param>
    /// <param name="cancellationToken">Stops waiting for room; once the batch is durable it stops waiting for the counts, which are then missing from the result.</param>
    /// <returns>How many rows were kept, were there already, or are in conflict with what is there; or why that is not known.</returns>
    /// <exception cref="InvalidRowException">A tick breaks a rule; nothing of the batch was kept. The error names row index, column, value and reason.</exception>
    /// <exception cref="TradeStoreException">The batch is too large, or the lane stayed full.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing of the batch was kept.</exception>
    public virtual async ValueTask<AppendResult> AppendCountedAsync(IReadOnlyList<Tick> ticks, CancellationToken cancellationToken = default)
    {
        var result = await _rows.AppendCountedAsync(ticks, cancellationToken).ConfigureAwait(false);
        _marks?.Note(ticks);
        return result;
    }

    /// <summary>Has a tick count as its venue corrected it, in every read that starts after that; durable when the task completes, in one with a record of the audit log that says what counted before, and why.</summary>
    /// <param name="corrected">The tick with the values that count from now on. Exchange, symbol, time, sequence number, and whether it is a quote or a trade say which tick it is; what a venue changes of these is a bust and a new tick.</param>
    /// <param name="reason">Why: 1 to 1,024 characters.</param>
    /// <param name="userId">Who says so, for the audit log.</param>
    /// <param name="cancellationToken">Stops looking for the tick and waiting for room; once decided the correction is written.</param>
    /// <returns>The tick as it counted before and as it counts now. Where that is the same nothing was written.</returns>
    /// <exception cref="UnknownReferenceException">There is no such tick, or it was busted; the error names it.</exception>
    /// <exception cref="InvalidRowException">The tick has no sequence number, or a value breaks a rule; nothing was changed.</exception>
    /// <exception cref="DiskFullException">The journal has no room; nothing was changed.</exception>
    public virtual Task<TickChange> CorrectAsync(Tick corrected, string reason, string? userId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(corrected);
        return _corrections.ChangeAsync(TickCorrections.KeyOf(corrected), corrected, reason, userId, GetAsync, cancellationToken);
    }

    /// <summary>Has a tick count no more, since its venue busted it: no read that starts after that returns it, nor one that comes again under its key. Durable when the task completes, in one with a record of the audit log.</summary>
    /// <param name="key">What the tick is known by: <see cref="TickKey.Of"/>.</param>
    /// <param name="reason">Why: 1 to 1,024 characters.</param>
    /// <param name="userId">Who says so, for the audit log.</param>
    /// <param name="cancellationToken">Stops looking for the tick and waiting for room; once decided the bust is written.</param>
    /// <returns>The tick as it counted before.</returns>
    /// <inheritdoc cref="CorrectAsync" path="/exception"/>
    public virtual Task<TickChange> BustAsync(TickKey key, string reason, string? userId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _corrections.ChangeAsync(key, corrected: null, reason, userId, GetAsync, cancellationToken);
    }

    /// <summary>Asks for what venues changed of ticks: the newest of each tick. The audit log has all.</summary>
    public virtual TableQuery<TickCorrection> Corrections() => _changed;

    /// <summary>Begins a query by conditions on any columns.</summary>
    public virtual TableQuery<Tick> Query() => _rows.Query();

    /// <summary>Reads one symbol's ticks of a range, by time.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="from">The first time (UTC), included.</param>
    /// <param name="to">The end (UTC), excluded.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The query ran too long.</exception>
    public virtual Task<IReadOnlyList<Tick>> GetAsync(string exchange, string symbol, DateTime from, DateTime to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(symbol);
        return GetAsync(new TickQuery { Exchange = exchange, Symbols = [symbol], From = from, To = to }, cancellationToken);
    }

    /// <summary>Reads ticks as rows, all in memory; <see cref="StreamAsync"/> suits ranges that are large.</summary>
    /// <param name="query">Which ticks.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="InvalidQueryException">The query names columns, which are for <see cref="StreamAsync"/>.</exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The query ran too long.</exception>
    public virtual Task<IReadOnlyList<Tick>> GetAsync(TickQuery query, CancellationToken cancellationToken = default) =>
        _rows.GetAsync(query, Filter(query), cancellationToken);

    /// <summary>Streams ticks as columns, 2,048 rows at a time; needs little memory whatever the range.</summary>
    /// <param name="query">Which ticks and which columns.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The engine took too long for the next rows.</exception>
    public virtual IAsyncEnumerable<ColumnChunk> StreamAsync(TickQuery query, CancellationToken cancellationToken = default) =>
        _rows.StreamAsync(query, Filter(query), cancellationToken);

    /// <summary>Reads the newest tick of a symbol; <see langword="null"/> when there is none.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="kind">Whether a quote, a trade or any of them is asked for.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<Tick?> LatestAsync(string exchange, string symbol, TickKind kind = TickKind.Any, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(symbol);
        var condition = kind switch
        {
            TickKind.Any => null,
            TickKind.Quote => "(bid_price IS NOT NULL OR ask_price IS NOT NULL)",
            TickKind.Trade => "last_price IS NOT NULL",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of tick."),
        };
        return _rows.NewestAsync(Filter(new TickQuery { Exchange = exchange, Symbols = [symbol] }), condition, cancellationToken);
    }

    private async ValueTask AppendAndMarkAsync(IReadOnlyList<Tick> ticks, TickMarks marks, CancellationToken cancellationToken)
    {
        await _rows.AppendAsync(ticks, cancellationToken).ConfigureAwait(false);
        marks.Note(ticks);
    }

    private static SeriesFilter Filter(TickQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new SeriesFilter(TickTable.Definition, query.From, query.To).Where("exchange", query.Exchange).Where("symbol", query.Symbols);
    }
}
