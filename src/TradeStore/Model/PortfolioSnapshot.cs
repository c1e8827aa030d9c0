namespace TradeStore.Model;

/// <summary>
/// What a bot, or all of them, owned and owed at one time. Stored in <c>portfolio_snapshots</c>, partitioned by UTC month; writing one with
/// the same bot, type and time again replaces it. Amounts are in the account's currency.
/// </summary>
public sealed record PortfolioSnapshot
{
    /// <summary>Gets when it was so: UTC, whole microseconds.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets why the snapshot was taken.</summary>
    public required SnapshotType SnapshotType { get; init; }

    /// <summary>Gets the bot: 1 to 255 characters; <c>*</c> is the whole portfolio.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the cash; negative when it is borrowed.</summary>
    public required decimal CashBalance { get; init; }

    /// <summary>Gets what could be bought for, where known.</summary>
    public decimal? BuyingPower { get; init; }

    /// <summary>Gets the value of all positions and the cash.</summary>
    public required decimal PortfolioValue { get; init; }

    /// <summary>Gets the value less what is owed, where known.</summary>
    public decimal? Equity { get; init; }

    /// <summary>Gets the P&amp;L since the beginning, where known.</summary>
    public decimal? TotalPnl { get; init; }

    /// <summary>Gets <see cref="TotalPnl"/> as a fraction of the capital at the beginning: 0.05 is 5 %.</summary>
    public double? TotalPnlPct { get; init; }

    /// <summary>Gets the P&amp;L since the beginning of the UTC day, where known.</summary>
    public decimal? DailyPnl { get; init; }

    /// <summary>Gets <see cref="DailyPnl"/> as a fraction of the equity at the beginning of the day: 0.05 is 5 %.</summary>
    public double? DailyPnlPct { get; init; }

    /// <summary>Gets <see cref="GrossExposure"/> / <see cref="Equity"/>, zero or more, where known.</summary>
    public double? Leverage { get; init; }

    /// <summary>Gets the margin in use, zero or more, where known.</summary>
    public decimal? MarginUsed { get; init; }

    /// <summary>Gets the market value of long and short positions added up (DECIMAL(28,8)), zero or more.</summary>
    public decimal? GrossExposure { get; init; }

    /// <summary>Gets the market value of long positions less that of short ones (DECIMAL(28,8)).</summary>
    public decimal? NetExposure { get; init; }

    /// <summary>Gets the loss that a day's P&amp;L stays above with a probability of 95 %: an amount, positive for a loss.</summary>
    public decimal? Var95 { get; init; }

    /// <summary>Gets the largest fall of the equity below its peak: an amount, zero or more.</summary>
    public decimal? MaxDrawdown { get; init; }

    /// <summary>Gets <see cref="MaxDrawdown"/> as a fraction of that peak, zero or more: 0.05 is 5 %.</summary>
    public double? MaxDrawdownPct { get; init; }

    /// <summary>Gets the number of long positions, zero or more.</summary>
    public long? LongPositions { get; init; }

    /// <summary>Gets the number of short positions, zero or more.</summary>
    public long? ShortPositions { get; init; }

    /// <summary>Gets the number of positions that are not flat, zero or more.</summary>
    public long? TotalPositions { get; init; }

    /// <summary>Gets the number of round trips closed since the beginning, zero or more.</summary>
    public long? TradeCount { get; init; }

    /// <summary>Gets whatever else is kept with the snapshot, as JSON.</summary>
    public string? Metadata { get; init; }
}

/// <summary>Why a snapshot was taken; stored by its lower-case name.</summary>
public enum SnapshotType
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>intraday</c>: at an interval within the day.</summary>
    Intraday,

    /// <summary><c>eod</c>: at the end of the day.</summary>
    Eod,

    /// <summary><c>manual</c>: because somebody asked for it.</summary>
    Manual,
}
