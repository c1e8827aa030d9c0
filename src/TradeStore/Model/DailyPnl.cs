namespace TradeStore.Model;

/// <summary>
/// The P&amp;L of a bot on a UTC day. Stored in <c>pnl_daily</c>, one row for each day and bot. Amounts are in the account's currency.
/// </summary>
public sealed record DailyPnl
{
    /// <summary>Gets the UTC day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Gets the bot: 1 to 255 characters; <c>*</c> is the whole portfolio.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the P&amp;L realised on the day.</summary>
    public required decimal Realized { get; init; }

    /// <summary>Gets the change of the unrealised P&amp;L over the day.</summary>
    public required decimal Unrealized { get; init; }

    /// <summary>Gets <see cref="Realized"/> + <see cref="Unrealized"/>.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets the net asset value at the end of the day, where known.</summary>
    public decimal? Nav { get; init; }

    /// <summary>Gets the annualised Sharpe ratio of the last 30 days; <see langword="null"/> where it is not defined.</summary>
    public double? Sharpe30d { get; init; }

    /// <summary>Gets the largest fall below the peak until then: an amount, zero or more.</summary>
    public decimal? MaxDrawdown { get; init; }

    /// <summary>Gets the number of round trips closed on the day, zero or more.</summary>
    public long NumTrades { get; init; }

    /// <summary>Gets the share of them that won, 0 to 1; <see langword="null"/> without trades.</summary>
    public double? WinRate { get; init; }
}
