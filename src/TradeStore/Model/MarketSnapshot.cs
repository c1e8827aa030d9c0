namespace TradeStore.Model;

/// <summary>
/// What a prediction market looked like at one time. Stored in <c>market_snapshots</c>, partitioned by UTC month; of snapshots with the
/// same market and time the first stays. Amounts are in quote currency.
/// </summary>
public sealed record MarketSnapshot
{
    /// <summary>Gets when it looked so: UTC, whole microseconds.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the market, by the venue's own id: 1 to 255 characters.</summary>
    public required string MarketId { get; init; }

    /// <summary>Gets the price of the outcome yes, 0 to 1.</summary>
    public decimal? YesPrice { get; init; }

    /// <summary>Gets the price of the outcome no, 0 to 1.</summary>
    public decimal? NoPrice { get; init; }

    /// <summary>Gets what stands in the market's book (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Liquidity { get; init; }

    /// <summary>Gets what was traded since the market opened (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Volume { get; init; }

    /// <summary>Gets what was traded in the last 24 hours (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Volume24h { get; init; }

    /// <summary>Gets how sure the market is of its outcome, by the bot's own measure. Finite.</summary>
    public double? MarketConviction { get; init; }
}
