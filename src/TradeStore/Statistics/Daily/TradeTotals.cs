namespace TradeStore.Statistics.Daily;

/// <summary>Closed round trips, added up.</summary>
/// <param name="Closed">How many were closed.</param>
/// <param name="Won">How many of them gained.</param>
/// <param name="Lost">How many of them lost.</param>
/// <param name="Gains">The net P&amp;L of those that gained.</param>
/// <param name="Losses">What those lost that did, above zero.</param>
internal readonly record struct TradeTotals(long Closed, long Won, long Lost, decimal Gains, decimal Losses)
{
    /// <summary>Gets the share of them that gained; <see langword="null"/> without any.</summary>
    public double? WinRate => Closed == 0 ? null : (double)Won / Closed;

    /// <summary>Gets the profit factor, which depends on nothing but the two sums.</summary>
    public double? ProfitFactor => Statistics.ProfitFactor.Of([Gains, -Losses]);

    public static TradeTotals operator +(TradeTotals left, TradeTotals right) =>
        new(left.Closed + right.Closed, left.Won + right.Won, left.Lost + right.Lost, left.Gains + right.Gains, left.Losses + right.Losses);

    public static TradeTotals operator -(TradeTotals left, TradeTotals right) =>
        new(left.Closed - right.Closed, left.Won - right.Won, left.Lost - right.Lost, left.Gains - right.Gains, left.Losses - right.Losses);
}
