using TradeStore.Repositories;

namespace TradeStore;

/// <content>What bots run by, propose and own.</content>
public sealed partial class Store
{
    /// <summary>Gets the configurations of bots, version by version.</summary>
    public ConfigurationRepository Configurations { get; }

    /// <summary>Gets what strategies propose.</summary>
    public SignalRepository Signals { get; }

    /// <summary>Gets what bots had of each currency at each exchange.</summary>
    public BalanceRepository Balances { get; }

    /// <summary>Gets what bots, or all of them together, owned and owed.</summary>
    public PortfolioRepository Portfolio { get; }
}
