using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>Round trips. Executions open and close those of positions by themselves; those of prediction markets are opened and closed here.</summary>
public class RoundTripRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly TradeDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected RoundTripRepository()
    {
    }

    internal RoundTripRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Trades;
    }

    /// <summary>Opens a round trip that no position keeps: one of a prediction market, say. Durable when the task completes.</summary>
    /// <param name="trade">The round trip; its amount is quantity × entry price when left out, its side that of the action. Its prediction market may come into the store later.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the round trip is written.</param>
    /// <returns>The round trip as it is stored.</returns>
    /// <exception cref="InvalidRowException">It breaks a rule, or its side contradicts its action; the error names column, value and reason.</exception>
    /// <exception cref="DuplicateKeyException">Its id is taken.</exception>
    /// <exception cref="UnknownReferenceException">Its bot is not registered.</exception>
    public virtual Task<Trade> OpenAsync(Trade trade, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideAsync(decision => _decisions.Open(decision, trade), cancellationToken);

    /// <summary>Opens round trips that no position keeps, all or none; durable when the task completes.</summary>
    /// <param name="trades">The round trips.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the round trips are written.</param>
    /// <returns>The round trips as they are stored.</returns>
    /// <inheritdoc cref="OpenAsync(Trade, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Trade>> OpenAsync(IReadOnlyList<Trade> trades, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(trades, _decisions.Open, cancellationToken);

    /// <summary>Closes a round trip that no position keeps: what is left of it, at one price.</summary>
    /// <param name="tradeId">The round trip.</param>
    /// <param name="exitPrice">The price it was closed at.</param>
    /// <param name="exitTime">When: UTC, whole microseconds; now when left out.</param>
    /// <param name="commission">What closing cost, added to what opening did.</param>
    /// <param name="reason">Why; unchanged when left out.</param>
    /// <param name="commissionCurrency">The currency of <paramref name="commission"/>; where it is another than the round trip's <see cref="Trade.QuoteCurrency"/>, the commission is kept apart and not taken from the P&amp;L.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <returns>The round trip as it is stored, with its net P&amp;L.</returns>
    /// <exception cref="UnknownReferenceException">There is no such round trip.</exception>
    /// <exception cref="InvalidRowException">It is closed already (the column is <c>status</c>), it is kept by a position, or a value breaks a rule.</exception>
    public virtual Task<Trade> CloseAsync(
        Guid tradeId, decimal exitPrice, DateTime? exitTime = null, decimal commission = 0, string? reason = null, string? commissionCurrency = null, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideAsync(
            decision => _decisions.Close(
                decision, new TradeClosing(tradeId, exitPrice) { ExitTime = exitTime, Commission = commission, CommissionCurrency = commissionCurrency, Reason = reason }),
            cancellationToken);

    /// <summary>Closes round trips that no position keeps, all or none: those of a prediction market that has settled, say. Durable when the task completes.</summary>
    /// <param name="closings">The round trips, and how each is closed.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the changes are written.</param>
    /// <returns>The round trips as they are stored, each with its net P&amp;L.</returns>
    /// <inheritdoc cref="CloseAsync(Guid, decimal, DateTime?, decimal, string, string, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<Trade>> CloseAsync(IReadOnlyList<TradeClosing> closings, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(closings, _decisions.Close, cancellationToken);

    /// <summary>Returns the round trips under way, from memory, oldest first.</summary>
    /// <param name="botId">Only those of a bot.</param>
    public virtual IReadOnlyList<Trade> GetOpen(string? botId = null) =>
        [.. _live.Trades.Rows.Where(t => botId is null || t.BotId == botId).OrderBy(t => t.EntryTime).ThenBy(t => t.TradeId)];

    /// <summary>Returns a round trip, from memory while it is open; <see langword="null"/> when there is none.</summary>
    /// <param name="tradeId">The round trip.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual async ValueTask<Trade?> FindAsync(Guid tradeId, CancellationToken cancellationToken = default) =>
        _live.Trades.Find(tradeId) ?? await Query().Where(t => t.TradeId == tradeId).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Returns the round trips entered within a time up to now, newest first.</summary>
    /// <param name="within">How far back; 24 hours when left out.</param>
    /// <param name="botId">Only those of a bot.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<Trade>> GetRecentAsync(TimeSpan? within = null, string? botId = null, CancellationToken cancellationToken = default)
    {
        var since = _context.Clock.GetUtcMicroseconds() - (within ?? TimeSpan.FromHours(24));
        var query = Query().Where(t => t.EntryTime >= since);
        return (botId is null ? query : query.Where(t => t.BotId == botId)).OrderByDescending(t => t.EntryTime).ToListAsync(cancellationToken);
    }

    /// <summary>Asks for round trips.</summary>
    public virtual TableQuery<Trade> Query() => _context.Query(TradeTable.Definition);
}
