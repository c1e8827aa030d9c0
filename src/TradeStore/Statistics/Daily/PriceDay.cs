namespace TradeStore.Statistics.Daily;

/// <summary>The last price that a position was valued at on a UTC day.</summary>
/// <param name="BotId">The bot.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Date">The day.</param>
/// <param name="Price">The price.</param>
/// <param name="PricedAt">When.</param>
internal sealed record PriceDay(string BotId, string Exchange, string Symbol, DateOnly Date, decimal Price, DateTime PricedAt);
