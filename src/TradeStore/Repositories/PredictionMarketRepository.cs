using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Repositories;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>
/// Prediction markets: the events they are about, the markets as they stand, and what they looked like over time. Lists are written as one: all rows or none.
/// </summary>
public class PredictionMarketRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly TableWriter<PredictionEvent> _events = null!;
    private readonly TableWriter<PredictionMarket> _markets = null!;
    private readonly SeriesRepository<MarketSnapshot> _snapshots = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected PredictionMarketRepository()
    {
    }

    internal PredictionMarketRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _events = context.Writer(PredictionEventTable.Definition);
        _markets = context.Writer(PredictionMarketTable.Definition);
        var snapshots = MarketSnapshotTable.Definition;
        _snapshots = new SeriesRepository<MarketSnapshot>(snapshots, context.Writer(snapshots), context.Reading);
    }

    /// <summary>Writes events, each over the one with its id; durable when the task completes. Of one id that comes twice the last counts.</summary>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the events are written.</param>
    /// <exception cref="InvalidRowException">A row breaks a rule; the error names row, column, value and reason. Nothing was kept.</exception>
    /// <exception cref="TradeStoreException">The list is too large, or the lane stayed full.</exception>
    public virtual async Task PutEventsAsync(IReadOnlyList<PredictionEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        await _events.AppendAsync(events, cancellationToken).ConfigureAwait(false);
        _live.Gate.Learn(_live.EventIds, [.. events.Select(e => IdentitySet.Of(e.EventId))]);
    }

    /// <summary>Writes markets, each over the one with its id; durable when the task completes. Of one id that comes twice the last counts.</summary>
    /// <param name="markets">The markets; the event of each is in the store, or not named.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the markets are written.</param>
    /// <exception cref="UnknownReferenceException">An event is not in the store. Nothing was kept.</exception>
    /// <inheritdoc cref="PutEventsAsync" path="/exception"/>
    public virtual async Task PutMarketsAsync(IReadOnlyList<PredictionMarket> markets, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(markets);
        Check(_live.EventIds, PredictionMarketTable.Definition, "event_id", markets.Select(m => m?.EventId));
        await _markets.AppendAsync(markets, cancellationToken).ConfigureAwait(false);
        _live.Gate.Learn(_live.MarketIds, [.. markets.Select(m => IdentitySet.Of(m.MarketId))]);
    }

    /// <summary>Writes what markets looked like; durable when the task completes. Of snapshots with one market and time the first stays.</summary>
    /// <param name="snapshots">The snapshots; their markets are in the store.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the snapshots are written.</param>
    /// <exception cref="UnknownReferenceException">A market is not in the store. Nothing was kept.</exception>
    /// <inheritdoc cref="PutEventsAsync" path="/exception"/>
    public virtual async Task AppendSnapshotsAsync(IReadOnlyList<MarketSnapshot> snapshots, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        Check(_live.MarketIds, MarketSnapshotTable.Definition, "market_id", snapshots.Select(s => s?.MarketId));
        await _snapshots.AppendAsync(snapshots, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads an event; <see langword="null"/> when there is none.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<PredictionEvent?> FindEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventId);
        return QueryEvents().Where(e => e.EventId == eventId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Reads a market as it stands; <see langword="null"/> when there is none.</summary>
    /// <param name="marketId">The market.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<PredictionMarket?> FindMarketAsync(string marketId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(marketId);
        return QueryMarkets().Where(m => m.MarketId == marketId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Reads the markets of an event, by id.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<PredictionMarket>> GetMarketsAsync(string eventId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventId);
        return QueryMarkets().Where(m => m.EventId == eventId).OrderBy(m => m.MarketId).ToListAsync(cancellationToken);
    }

    /// <summary>Reads what a market looked like over a range, by time.</summary>
    /// <param name="marketId">The market.</param>
    /// <param name="from">The first time (UTC), included.</param>
    /// <param name="to">The end (UTC), excluded.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="ArgumentException">The times are not UTC, or the range ends before it starts.</exception>
    public virtual Task<IReadOnlyList<MarketSnapshot>> GetSnapshotsAsync(string marketId, DateTime from, DateTime to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(marketId);
        var filter = new SeriesFilter(MarketSnapshotTable.Definition, from, to).Where("market_id", marketId);
        return _snapshots.GetAsync(new RangeQuery(), filter, cancellationToken);
    }

    /// <summary>Asks for events.</summary>
    public virtual TableQuery<PredictionEvent> QueryEvents() => _context.Query(PredictionEventTable.Definition);

    /// <summary>Asks for markets.</summary>
    public virtual TableQuery<PredictionMarket> QueryMarkets() => _context.Query(PredictionMarketTable.Definition);

    /// <summary>Asks for snapshots.</summary>
    public virtual TableQuery<MarketSnapshot> QuerySnapshots() => _snapshots.Query();

    // Neither events nor markets are ever removed: what is known now is known when the rows are written.
    private void Check(IdentitySet known, TableSchema table, string column, IEnumerable<string?> ids)
    {
        var named = ids.OfType<string>().Distinct(StringComparer.Ordinal).Select(id => (Name: id, Id: IdentitySet.Of(id))).ToList();
        if (_live.Gate.Read(decision => named.Find(n => !decision.Knows(known, n.Id)).Name) is { } unknown)
        {
            throw new UnknownReferenceException(table.Name, column, unknown);
        }
    }
}
