using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Trading;

namespace TradeStore.Repositories;

/// <summary>What bots hold. Executions move positions; market prices value them; the current ones are answered from memory.</summary>
public class PositionRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly PositionDecisions _decisions = null!;
    private readonly TableWriter<PositionSnapshot> _snapshots = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected PositionRepository()
    {
    }

    internal PositionRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Positions;
        _snapshots = context.Writer(PositionSnapshotTable.Definition);
    }

    /// <summary>Returns a position, from memory; <see langword="null"/> when the bot never held the symbol.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="symbol">The symbol.</param>
    public virtual Position? Find(string botId, string exchange, string symbol) => _live.Positions.Find(new(botId, exchange, symbol));

    /// <summary>Returns the positions that are held, from memory, by bot, exchange and symbol.</summary>
    /// <param name="botId">Only those of a bot.</param>
    public virtual IReadOnlyList<Position> GetOpen(string? botId = null) => [.. Sorted(botId).Where(p => p.Side != PositionSide.Flat)];

    /// <summary>Returns the positions that are held and those that are flat now, from memory, by bot, exchange and symbol.</summary>
    /// <param name="botId">Only those of a bot.</param>
    public virtual IReadOnlyList<Position> GetAll(string? botId = null) => [.. Sorted(botId)];

    /// <summary>Values every position held in a symbol at a market price, and moves their trailing stops; durable when the task completes.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="price">The price in quote currency.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the marks are written.</param>
    /// <returns>The positions that were valued, and whether their stops were hit.</returns>
    /// <exception cref="InvalidRowException">The price, or a value it leads to, does not fit its column; nothing was changed.</exception>
    public virtual Task<IReadOnlyList<MarkedPosition>> MarkAsync(string exchange, string symbol, decimal price, CancellationToken cancellationToken = default) =>
        MarkAsync([new MarketPrice(exchange, symbol, price)], cancellationToken);

    /// <summary>Values positions at market prices, all or none.</summary>
    /// <param name="prices">The prices.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the marks are written.</param>
    /// <inheritdoc cref="MarkAsync(string, string, decimal, CancellationToken)" path="/exception"/>
    public virtual Task<IReadOnlyList<MarkedPosition>> MarkAsync(IReadOnlyList<MarketPrice> prices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prices);
        return _live.Gate.DecideAsync(decision => _decisions.Mark(decision, prices), cancellationToken);
    }

    /// <summary>Sets a position's trailing stop; it follows the price at a distance, and only in favour.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="distance">The distance in quote currency, above zero; <see langword="null"/> takes the stop away.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the change is written.</param>
    /// <exception cref="InvalidRowException">The position is flat, or the distance is not above zero.</exception>
    /// <exception cref="UnknownReferenceException">The bot never held the symbol.</exception>
    public virtual Task<Position> SetTrailingStopAsync(string botId, string exchange, string symbol, decimal? distance, CancellationToken cancellationToken = default) =>
        _live.Gate.DecideAsync(decision => _decisions.SetTrailingStop(decision, new(botId, exchange, symbol), distance), cancellationToken);

    /// <summary>Keeps the positions that are held now as a snapshot.</summary>
    /// <param name="botId">Only those of a bot.</param>
    /// <param name="cancellationToken">Stops waiting for room; once queued the snapshot is written.</param>
    /// <returns>The snapshot's rows.</returns>
    public virtual async Task<IReadOnlyList<PositionSnapshot>> SnapshotAsync(string? botId = null, CancellationToken cancellationToken = default)
    {
        var now = _context.Clock.GetUtcMicroseconds();
        List<PositionSnapshot> rows = [.. GetOpen(botId).Select(p => Snapshot(p, now))];
        await _snapshots.AppendAsync(rows, cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>Asks for positions, flat ones among them.</summary>
    public virtual TableQuery<Position> Query() => _context.Query(PositionTable.Definition);

    /// <summary>Asks for snapshots of positions.</summary>
    public virtual TableQuery<PositionSnapshot> QuerySnapshots() => _context.Query(PositionSnapshotTable.Definition);

    private IEnumerable<Position> Sorted(string? botId) => _live.Positions.Rows
        .Where(p => botId is null || p.BotId == botId)
        .OrderBy(p => p.BotId, StringComparer.Ordinal).ThenBy(p => p.Exchange, StringComparer.Ordinal).ThenBy(p => p.Symbol, StringComparer.Ordinal);

    private static PositionSnapshot Snapshot(Position position, DateTime now) => new()
    {
        Timestamp = now,
        BotId = position.BotId,
        Exchange = position.Exchange,
        Symbol = position.Symbol,
        Side = position.Side,
        Quantity = position.Quantity,
        AverageEntryPrice = position.AverageEntryPrice,
        CurrentPrice = position.CurrentPrice,
        MarketValue = position.MarketValue,
        UnrealizedPnl = position.UnrealizedPnl,
        UnrealizedPnlPct = MarkToMarket.UnrealizedFraction(position),
        RealizedPnl = position.RealizedPnl,
        MaxDrawdown = position.MaxDrawdown,
        MaxDrawdownPct = Fraction.Of(position.MaxDrawdown, position.CostBasis),
    };
}
