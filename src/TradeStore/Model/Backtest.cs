namespace TradeStore.Model;

/// <summary>
/// A strategy simulated over the past: over what, and with what result. Stored in <c>backtests</c>, one row each; its round trips are <see cref="BacktestTrade"/>s.
/// Amounts are in the account's currency; what is not defined is <see langword="null"/>.
/// </summary>
public sealed record Backtest
{
    /// <summary>Gets the backtest's id; the store makes one (UUID version 7) when it is <see cref="Guid.Empty"/>.</summary>
    public Guid BacktestId { get; init; }

    /// <summary>Gets the name: 1 to 255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the strategy: 1 to 255 characters.</summary>
    public required string Strategy { get; init; }

    /// <summary>Gets the beginning of the simulated time: UTC, whole microseconds.</summary>
    public required DateTime StartDate { get; init; }

    /// <summary>Gets its end.</summary>
    public required DateTime EndDate { get; init; }

    /// <summary>Gets what it began with; above zero.</summary>
    public required decimal InitialCapital { get; init; }

    /// <summary>Gets what it ended with; <see langword="null"/> while it runs.</summary>
    public decimal? FinalCapital { get; init; }

    /// <summary>Gets the gain as a fraction of <see cref="InitialCapital"/>: 0.05 is 5 %.</summary>
    public double? TotalReturn { get; init; }

    /// <summary>Gets the annualised Sharpe ratio.</summary>
    public double? Sharpe { get; init; }

    /// <summary>Gets the annualised Sortino ratio.</summary>
    public double? Sortino { get; init; }

    /// <summary>Gets the largest fall of the capital below its peak: an amount, zero or more.</summary>
    public decimal? MaxDrawdown { get; init; }

    /// <summary>Gets the number of round trips, zero or more.</summary>
    public long NumTrades { get; init; }

    /// <summary>Gets the share of them that won, 0 to 1.</summary>
    public double? WinRate { get; init; }

    /// <summary>Gets the gross profit / the gross loss, zero or more.</summary>
    public double? ProfitFactor { get; init; }

    /// <summary>Gets the strategy's parameters, as JSON.</summary>
    public string? Config { get; init; }

    /// <summary>Gets the fingerprint of the data that the backtest read, as JSON: <see cref="Model.DataFingerprint.ToJson"/>.</summary>
    public string? DataFingerprint { get; init; }

    /// <summary>Gets when the row was made; the store fills it in when it is left out.</summary>
    public DateTime? CreatedAt { get; init; }
}

/// <summary>
/// One round trip of a backtest. Stored in <c>backtest_trades</c>, partitioned by UTC month of the simulated time. Amounts are in quote
/// currency.
/// </summary>
public sealed record BacktestTrade
{
    /// <summary>Gets the round trip's id; the store makes one (UUID version 7) when it is <see cref="Guid.Empty"/>.</summary>
    public Guid TradeId { get; init; }

    /// <summary>Gets the backtest it belongs to.</summary>
    public required Guid BacktestId { get; init; }

    /// <summary>Gets the simulated time of the exit: UTC, whole microseconds.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the symbol: 1 to 255 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets which way it went.</summary>
    public required TradeDirection Direction { get; init; }

    /// <summary>Gets the quantity; above zero.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Gets the average price of the entries.</summary>
    public required decimal EntryPrice { get; init; }

    /// <summary>Gets the average price of the exits.</summary>
    public required decimal ExitPrice { get; init; }

    /// <summary>Gets the P&amp;L after commissions.</summary>
    public required decimal Pnl { get; init; }

    /// <summary>Gets the commissions; negative for rebates.</summary>
    public decimal Commission { get; init; }
}
