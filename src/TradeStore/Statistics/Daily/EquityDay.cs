namespace TradeStore.Statistics.Daily;

/// <summary>The equity that was reported for the end of a UTC day.</summary>
/// <param name="BotId">The bot; <c>*</c> is all of them.</param>
/// <param name="Date">The day.</param>
/// <param name="Equity">The equity.</param>
internal sealed record EquityDay(string BotId, DateOnly Date, decimal Equity);
