using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Repositories;
using TradeStore.Storage.Tiering;

namespace TradeStore;

/// <content>What bots run by, propose and own, and what is kept beside orders and positions.</content>
public partial class Store
{
    /// <summary>Gets how data ages: where each partition lies, what is due, and doing it.</summary>
    public virtual StoreTiering Tiering => _storage.Tiering;

    /// <summary>Gets the order flow imbalance of symbols; of events with the same exchange, symbol and time the first stays.</summary>
    public virtual SeriesRepository<OfiEvent> OrderFlow { get; } = null!;

    /// <summary>Gets the configurations of bots, version by version.</summary>
    public virtual ConfigurationRepository Configurations { get; } = null!;

    /// <summary>Gets what strategies propose.</summary>
    public virtual SignalRepository Signals { get; } = null!;

    /// <summary>Gets what bots had of each currency at each exchange.</summary>
    public virtual BalanceRepository Balances { get; } = null!;

    /// <summary>Gets what bots, or all of them together, owned and owed.</summary>
    public virtual PortfolioRepository Portfolio { get; } = null!;

    /// <summary>Gets who is let in by an application in front of the store, and what they may do.</summary>
    public virtual UserRepository Users { get; } = null!;

    /// <summary>Gets the keys by which users are let in, as salted hashes.</summary>
    public virtual ApiKeyRepository ApiKeys { get; } = null!;

    /// <summary>Gets limits that were broken, and how that was settled.</summary>
    public virtual RiskEventRepository RiskEvents { get; } = null!;

    /// <summary>Gets prediction markets, the events they are about, and their prices over time.</summary>
    public virtual PredictionMarketRepository PredictionMarkets { get; } = null!;

    /// <summary>Gets backtests, their round trips, and the fingerprints of the data they read.</summary>
    public virtual BacktestRepository Backtests { get; } = null!;
}
