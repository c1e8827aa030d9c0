using TradeStore.DuckDb.Engine;
using TradeStore.Model;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Opening;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Trading;

namespace TradeStore.Live;

/// <summary>
/// What rules are decided against: the rows that may change yet, and the ids that are taken. Made again from the database at open
/// (<see cref="LiveLoading"/>).
/// </summary>
internal sealed class LiveState : ILiveState
{
    private readonly TableCatalog _tables;

    public LiveState(LiveContext context)
    {
        var tables = _tables = context.Catalog;
        Gate = new DecisionGate(context.Lane, context.Clock, tables, context.Precision);
        Numbers = FixedPoint.Of(tables.Precision);
        Bots = Gate.Add(new LiveTable<string, Bot>(tables.Of(BotTable.Definition), b => b.BotId));
        Configurations = Gate.Add(new LiveTable<(string BotId, long Version), BotConfiguration>(tables.Of(BotConfigurationTable.Definition), c => (c.BotId, c.Version)));
        Orders = Gate.Add(new LiveTable<Guid, Order>(tables.Of(OrderTable.Definition), o => o.OrderId, o => !OrderTransitions.IsTerminal(o.Status)));
        Positions = Gate.Add(new LiveTable<PositionKey, Position>(tables.Of(PositionTable.Definition), p => new(p.BotId, p.Exchange, p.Symbol)));
        Trades = Gate.Add(new LiveTable<Guid, Trade>(tables.Of(TradeTable.Definition), t => t.TradeId, t => t.Status == TradeStatus.Open, ClosedTrades.Add));
        Balances = Gate.Add(new LiveTable<BalanceKey, AccountBalance>(tables.Of(AccountBalanceTable.Definition), BalanceKey.Of));
        Alerts = Gate.Add(new LiveTable<Guid, Alert>(tables.Of(AlertTable.Definition), a => a.AlertId, a => a.State != AlertState.Resolved));
        RiskEvents = Gate.Add(new LiveTable<Guid, RiskEvent>(tables.Of(RiskEventTable.Definition), r => r.RiskEventId, r => r.ResolvedAt is null));
        Users = Gate.Add(new LiveTable<string, User>(tables.Of(UserTable.Definition), u => u.UserName));
        ApiKeys = Gate.Add(new LiveTable<string, ApiKey>(tables.Of(ApiKeyTable.Definition), k => k.KeyPrefix));
        LaterTradeIds = Gate.Add(new LiveTable<Guid, ExecutionTradeId>(tables.Of(ExecutionTradeIdTable.Definition), e => e.ExecutionId));
        TickCorrections = Gate.Add(new LiveTable<TickKey, TickCorrection>(tables.Of(TickCorrectionTable.Definition), c => c.ToKey()));
        OrderIds = Gate.Add(new IdentitySet());
        ClientOrderIds = Gate.Add(new IdentitySet());
        ExecutionIds = Gate.Add(new IdentitySet());
        VenueFills = Gate.Add(new IdentitySet());
        VenueFillContents = Gate.Add(new IdentitySet());
        TradeIds = Gate.Add(new IdentitySet());
        SignalIds = Gate.Add(new IdentitySet());
        AlertIds = Gate.Add(new IdentitySet());
        RiskEventIds = Gate.Add(new IdentitySet());
        BacktestIds = Gate.Add(new IdentitySet());
        EventIds = Gate.Add(new IdentitySet());
        MarketIds = Gate.Add(new IdentitySet());
        AuditChain = Gate.Add(new LiveValue<AuditLink>(AuditLink.First));
    }

    public DecisionGate Gate { get; }

    /// <inheritdoc/>
    public IDecisions Decisions => Gate;

    /// <summary>Gets the arithmetic of the store's numbers.</summary>
    public FixedPoint Numbers { get; }

    public LiveTable<string, Bot> Bots { get; }

    /// <summary>Gets every version of every bot's configuration.</summary>
    public LiveTable<(string BotId, long Version), BotConfiguration> Configurations { get; }

    /// <summary>Gets the orders that have not ended.</summary>
    public LiveTable<Guid, Order> Orders { get; }

    /// <summary>Gets the positions, flat ones among them.</summary>
    public LiveTable<PositionKey, Position> Positions { get; }

    /// <summary>Gets the round trips under way.</summary>
    public LiveTable<Guid, Trade> Trades { get; }

    /// <summary>Gets what the round trips that are over add up to.</summary>
    public ClosedTrades ClosedTrades { get; } = new();

    /// <summary>Gets the newest balance of each bot, exchange and currency.</summary>
    public LiveTable<BalanceKey, AccountBalance> Balances { get; }

    /// <summary>Gets the alerts that are not resolved.</summary>
    public LiveTable<Guid, Alert> Alerts { get; }

    /// <summary>Gets the risk events that are not resolved.</summary>
    public LiveTable<Guid, RiskEvent> RiskEvents { get; }

    /// <summary>Gets the users.</summary>
    public LiveTable<string, User> Users { get; }

    /// <summary>Gets the keys of users, those that are good for nothing any more among them.</summary>
    public LiveTable<string, ApiKey> ApiKeys { get; }

    /// <summary>Gets what venues changed of ticks, the newest of each tick.</summary>
    public LiveTable<TickKey, TickCorrection> TickCorrections { get; }

    /// <summary>Gets the ids of all orders.</summary>
    public IdentitySet OrderIds { get; }

    /// <summary>Gets the callers' ids of all orders that have one.</summary>
    public IdentitySet ClientOrderIds { get; }

    /// <summary>Gets the ids of all executions.</summary>
    public IdentitySet ExecutionIds { get; }

    /// <summary>Gets the venues' ids of fills that were recorded without one; they are among <see cref="VenueFills"/>, too.</summary>
    public LiveTable<Guid, ExecutionTradeId> LaterTradeIds { get; }

    /// <summary>Gets the partitions of executions that could not be read when the store was opened: which fills there are in them is not known.</summary>
    public IReadOnlyList<Partition> UnreadFills { get; set; } = [];

    /// <summary>Gets what venues call all fills that they gave an id (<see cref="VenueFill.Identity"/>).</summary>
    public IdentitySet VenueFills { get; }

    /// <summary>Gets what is said of these fills (<see cref="VenueFill.Content"/>).</summary>
    public IdentitySet VenueFillContents { get; }

    /// <summary>Gets the ids of all round trips.</summary>
    public IdentitySet TradeIds { get; }

    /// <summary>Gets the ids of all signals.</summary>
    public IdentitySet SignalIds { get; }

    /// <summary>Gets the ids of all alerts.</summary>
    public IdentitySet AlertIds { get; }

    /// <summary>Gets the ids of all risk events.</summary>
    public IdentitySet RiskEventIds { get; }

    /// <summary>Gets the ids of all backtests.</summary>
    public IdentitySet BacktestIds { get; }

    /// <summary>Gets the ids of all events of prediction markets.</summary>
    public IdentitySet EventIds { get; }

    /// <summary>Gets the ids of all prediction markets.</summary>
    public IdentitySet MarketIds { get; }

    /// <summary>Gets the last link of the audit chain.</summary>
    public LiveValue<AuditLink> AuditChain { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Load(DuckDbSession session, TierMap map) => new LiveLoading(session, map, _tables).Load(this);
}
