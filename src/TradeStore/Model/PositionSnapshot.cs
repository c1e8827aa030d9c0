namespace TradeStore.Model;

/// <summary>
/// A position as it was at one time. Stored in <c>position_snapshots</c>, partitioned by UTC month; writing one with the same bot,
/// exchange, symbol and time again replaces it. Amounts are in quote currency, before commissions.
/// </summary>
public sealed record PositionSnapshot
{
    /// <summary>Gets when the position was so: UTC, whole microseconds.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the bot: 1 to 255 characters.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the exchange: 1 to 255 characters.</summary>
    public required string Exchange { get; init; }

    /// <summary>Gets the symbol: 1 to 255 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets which way the position was exposed.</summary>
    public required PositionSide Side { get; init; }

    /// <summary>Gets the quantity held, zero or more; zero when flat.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Gets the average price of what was held; zero when flat.</summary>
    public decimal AverageEntryPrice { get; init; }

    /// <summary>Gets the price the position was valued at, where there was one.</summary>
    public decimal? CurrentPrice { get; init; }

    /// <summary>Gets price × quantity at <see cref="CurrentPrice"/> (DECIMAL(28,8)), whichever the side.</summary>
    public decimal? MarketValue { get; init; }

    /// <summary>Gets what closing at <see cref="CurrentPrice"/> would have realised.</summary>
    public decimal UnrealizedPnl { get; init; }

    /// <summary>Gets <see cref="UnrealizedPnl"/> as a fraction of the cost: 0.05 is 5 %.</summary>
    public double? UnrealizedPnlPct { get; init; }

    /// <summary>Gets the P&amp;L realised until then.</summary>
    public decimal RealizedPnl { get; init; }

    /// <summary>Gets the largest fall of the P&amp;L below its peak since the position was opened: an amount, zero or more.</summary>
    public decimal MaxDrawdown { get; init; }

    /// <summary>Gets <see cref="MaxDrawdown"/> as a fraction of the cost, zero or more: 0.05 is 5 %.</summary>
    public double? MaxDrawdownPct { get; init; }
}
