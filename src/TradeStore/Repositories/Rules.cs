using TradeStore.Auditing;
using TradeStore.Decisions;
using TradeStore.Live;

namespace TradeStore.Repositories;

/// <summary>The rules of one store, which its repositories and its batches share.</summary>
internal sealed class Rules(LiveState live)
{
    public BotDecisions Bots { get; } = new(live);

    public ConfigurationDecisions Configurations { get; } = new(live);

    public OrderDecisions Orders { get; } = new(live);

    /// <summary>Gets those of fills, which count what came late.</summary>
    public FillDecisions Fills { get; } = new(live, new OrderDecisions(live));

    public PositionDecisions Positions { get; } = new(live);

    public TradeDecisions Trades { get; } = new(live);

    public SignalDecisions Signals { get; } = new(live);

    public BalanceDecisions Balances { get; } = new(live);

    public PortfolioDecisions Portfolio { get; } = new(live);

    public AlertDecisions Alerts { get; } = new(live);

    public RiskEventDecisions RiskEvents { get; } = new(live);

    public AuditDecisions Audit { get; } = new(live);

    public PredictionDecisions PredictionMarkets { get; } = new(live);
}
