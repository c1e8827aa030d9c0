using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Repositories;
using TradeStore.Storage.Tiering;

namespace TradeStore;

/// <content>What bots run by, propose and own, and what is kept beside orders and positions.</content>
public sealed partial class Store
{
    /// <summary>Gets how data ages: where each partition lies, what is due, and doing it.</summary>
    public StoreTiering Tiering => _storage.Tiering;

    /// <summary>Gets the order flow imbalance of symbols; of events with the same exchange, symbol and time the first stays.</summary>
    public SeriesRepository<OfiEvent> OrderFlow { get; }

    /// <summary>Gets the configurations of bots, version by version.</summary>
    public ConfigurationRepository Configurations { get; }

    /// <summary>Gets what strategies propose.</summary>
    public SignalRepository Signals { get; }

    /// <summary>Gets what bots had of each currency at each exchange.</summary>
    public BalanceRepository Balances { get; }

    /// <summary>Gets what bots, or all of them together, owned and owed.</summary>
    public PortfolioRepository Portfolio { get; }

    /// <summary>Gets who is let in by an application in front of the store, and what they may do.</summary>
    public UserRepository Users { get; }

    /// <summary>Gets the keys by which users are let in, as salted hashes.</summary>
    public ApiKeyRepository ApiKeys { get; }

    /// <summary>Gets limits that were broken, and how that was settled.</summary>
    public RiskEventRepository RiskEvents { get; }

    /// <summary>Gets prediction markets, the events they are about, and their prices over time.</summary>
    public PredictionMarketRepository PredictionMarkets { get; }

    /// <summary>Gets backtests, their round trips, and the fingerprints of the data they read.</summary>
    public BacktestRepository Backtests { get; }
}
