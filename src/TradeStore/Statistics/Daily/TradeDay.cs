namespace TradeStore.Statistics.Daily;

/// <summary>The round trips of a bot that were closed on a UTC day, added up.</summary>
/// <param name="BotId">The bot.</param>
/// <param name="Date">The day.</param>
/// <param name="Closed">How many were closed.</param>
/// <param name="Won">How many of them gained.</param>
/// <param name="Lost">How many of them lost.</param>
/// <param name="Gains">The net P&amp;L of those that gained.</param>
/// <param name="Losses">What those lost that did, above zero.</param>
/// <param name="MarketPnl">The net P&amp;L of those of prediction markets, which have no fills.</param>
internal sealed record TradeDay(string BotId, DateOnly Date, long Closed, long Won, long Lost, decimal Gains, decimal Losses, decimal MarketPnl)
{
    public TradeTotals Totals => new(Closed, Won, Lost, Gains, Losses);
}
