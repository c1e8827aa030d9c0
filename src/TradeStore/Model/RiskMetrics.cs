namespace TradeStore.Model;

/// <summary>
/// The figures of risk of a bot as of the end of a UTC day. Stored in <c>risk_metrics</c>, one row for each day and bot. Amounts are in the
/// account's currency; what is not defined is <see langword="null"/>.
/// </summary>
public sealed record RiskMetrics
{
    /// <summary>Gets the UTC day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Gets the bot: 1 to 255 characters; <c>*</c> is the whole portfolio.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the share of round trips that won, 0 to 1.</summary>
    public double? WinRate { get; init; }

    /// <summary>Gets the gross profit / the gross loss, zero or more.</summary>
    public double? ProfitFactor { get; init; }

    /// <summary>Gets the largest fall below the peak: an amount, zero or more.</summary>
    public decimal? MaxDrawdown { get; init; }

    /// <summary>Gets the average fall below the peak: an amount, zero or more.</summary>
    public decimal? AverageDrawdown { get; init; }

    /// <summary>Gets the annualised Sharpe ratio.</summary>
    public double? Sharpe { get; init; }

    /// <summary>Gets the annualised Sortino ratio.</summary>
    public double? Sortino { get; init; }

    /// <summary>Gets the loss that a day's P&amp;L stays above with a probability of 95 %: an amount, positive for a loss.</summary>
    public decimal? Var95 { get; init; }

    /// <summary>Gets the number of round trips closed, zero or more.</summary>
    public long NumTrades { get; init; }

    /// <summary>Gets how many of them won, zero or more.</summary>
    public long WinningTrades { get; init; }

    /// <summary>Gets how many of them lost, zero or more.</summary>
    public long LosingTrades { get; init; }
}
