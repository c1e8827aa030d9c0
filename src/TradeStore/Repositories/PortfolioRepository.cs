using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>What bots, or all of them together (<c>*</c>), owned and owed from time to time. <c>docs/portfolio.md</c> says how it is computed.</summary>
public class PortfolioRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly PortfolioDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected PortfolioRepository()
    {
    }

    internal PortfolioRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Portfolio;
    }

    /// <summary>Keeps a snapshot that the caller made; durable when the task completes. One of the same bot, type and time takes the place of the other.</summary>
    /// <param name="snapshot">The snapshot; its bot may be <c>*</c>.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the snapshot is written.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="UnknownReferenceException">Its bot is not registered.</exception>
    /// <exception cref="InvalidRowException">It breaks a rule; the error names column, value and reason.</exception>
    public virtual Task<PortfolioSnapshot> SnapshotAsync(PortfolioSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return _live.Gate.DecideAsync(decision => _decisions.Keep(decision, snapshot), cancellationToken);
    }

    /// <summary>Keeps snapshots that the caller made, all or none; durable when the task completes.</summary>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the snapshots are written.</param>
    /// <returns>The snapshots.</returns>
    /// <inheritdoc cref="SnapshotAsync(PortfolioSnapshot, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<PortfolioSnapshot>> SnapshotAsync(IReadOnlyList<PortfolioSnapshot> snapshots, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideEachAsync(snapshots, _decisions.Keep, cancellationToken);

    /// <summary>
    /// Computes a snapshot from round trips, positions and the newest balances as they are at one moment, and keeps it; durable when the task completes.
    /// </summary>
    /// <param name="botId">The bot; <c>*</c> adds up all bots.</param>
    /// <param name="type">Why the snapshot is taken.</param>
    /// <param name="currency">The currency whose balances count; may be left out when all are in one. Positions are taken to be quoted in it.</param>
    /// <param name="cancellationToken">Stops the query, and waiting for room; once decided the snapshot is written.</param>
    /// <returns>The snapshot as it is stored.</returns>
    /// <remarks>
    /// <para>
    /// Cash, buying power and margin used are the newest balances added up, zero cash when there are none, the latter two only where every balance says
    /// them. Holdings are positions at their market value, and open round trips that no position keeps, as those of prediction markets, at what they
    /// were entered for. Long, short and total positions are their numbers; gross exposure is the size of their values added up, net exposure that of
    /// long ones less that of short ones.
    /// </para>
    /// <para>
    /// Portfolio value and equity are cash + net exposure: balances are taken to be those after paying for what was bought. An account on margin that is
    /// not is for <see cref="SnapshotAsync(PortfolioSnapshot, CancellationToken)"/>. Leverage is gross exposure / equity, where equity is above zero.
    /// </para>
    /// <para>
    /// Total P&amp;L is the net P&amp;L of all closed round trips, and of open ones realised + unrealised − commissions. Daily P&amp;L is the total less that
    /// of the newest snapshot before the UTC day; where there is none, the total if no round trip was entered before the day, otherwise unknown. Its
    /// percentage is that of the equity in that snapshot, where above zero. Trade count is the number of closed round trips. The others stay empty.
    /// </para>
    /// </remarks>
    /// <exception cref="UnknownReferenceException">The bot is not registered.</exception>
    /// <exception cref="InvalidRowException">
    /// Balances are in several currencies and none is named, or not in the one named; the type is none; or a sum does not fit its column.
    /// </exception>
    public virtual async Task<PortfolioSnapshot> TakeSnapshotAsync(
        string botId, SnapshotType type, string? currency = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(botId);
        var now = _context.Clock.GetUtcMicroseconds();
        var day = now.Date;
        var before = await Query().Where(p => p.BotId == botId && p.Timestamp < day && p.TotalPnl != null)
            .OrderByDescending(p => p.Timestamp).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var snapshot = new PortfolioSnapshot { Timestamp = now, SnapshotType = type, BotId = botId, CashBalance = 0, PortfolioValue = 0 };
        return await _live.Gate.DecideAsync(decision => _decisions.Take(decision, snapshot, currency, before), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the newest snapshot, by its time; <see langword="null"/> when there is none.</summary>
    /// <param name="botId">The bot, or <c>*</c>.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<PortfolioSnapshot?> GetLatestAsync(string botId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(botId);
        return Query().Where(p => p.BotId == botId).OrderByDescending(p => p.Timestamp).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Returns the snapshots of a range, by time.</summary>
    /// <param name="botId">The bot, or <c>*</c>.</param>
    /// <param name="from">The first time (UTC), included.</param>
    /// <param name="to">The end (UTC), excluded.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<PortfolioSnapshot>> GetHistoryAsync(string botId, DateTime from, DateTime to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(botId);
        return Query().Where(p => p.BotId == botId && p.Timestamp >= from && p.Timestamp < to).OrderBy(p => p.Timestamp).ToListAsync(cancellationToken);
    }

    /// <summary>Asks for snapshots.</summary>
    public virtual TableQuery<PortfolioSnapshot> Query() => _context.Query(PortfolioSnapshotTable.Definition);
}
