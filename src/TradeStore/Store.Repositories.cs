using TradeStore.Repositories;

namespace TradeStore;

/// <content>What is kept beside orders and positions.</content>
public sealed partial class Store
{
    /// <summary>Gets limits that were broken, and how that was settled.</summary>
    public RiskEventRepository RiskEvents { get; }

    /// <summary>Gets prediction markets, the events they are about, and their prices over time.</summary>
    public PredictionMarketRepository PredictionMarkets { get; }

    /// <summary>Gets backtests, their round trips, and the fingerprints of the data they read.</summary>
    public BacktestRepository Backtests { get; }
}
