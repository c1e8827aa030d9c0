namespace TradeStore.Model;

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
