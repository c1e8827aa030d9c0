namespace TradeStore.Statistics.Daily;

/// <summary>The price that an open position is valued at.</summary>
/// <param name="BotId">The bot.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Price">The price.</param>
internal sealed record PositionPrice(string BotId, string Exchange, string Symbol, decimal Price);
