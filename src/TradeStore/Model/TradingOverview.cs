namespace TradeStore.Model;

/// <summary>How trading stands, for a dashboard.</summary>
public sealed record TradingOverview
{
    /// <summary>Gets the time of the overview, by the store's clock: UTC, whole microseconds.</summary>
    public required DateTime At { get; init; }

    /// <summary>Gets the positions that are held, by bot, exchange and symbol.</summary>
    public required IReadOnlyList<Position> Positions { get; init; }

    /// <summary>Gets the round trips entered within the last 24 hours, newest first.</summary>
    public required IReadOnlyList<Trade> RecentTrades { get; init; }

    /// <summary>
    /// Gets the P&amp;L of the UTC day so far, of all bots together (<c>*</c>) first and then of each by id: computed now and not stored. What rests on days
    /// before (<see cref="DailyPnl.Nav"/>, <see cref="DailyPnl.Sharpe30d"/>, <see cref="DailyPnl.MaxDrawdown"/>) is <see langword="null"/>.
    /// </summary>
    public required IReadOnlyList<DailyPnl> Today { get; init; }

    /// <summary>Gets the number of orders that have not ended.</summary>
    public required long OpenOrders { get; init; }

    /// <summary>Gets the running bots that nothing was heard of for too long, the quietest first.</summary>
    public required IReadOnlyList<Bot> QuietBots { get; init; }
}
