namespace TradeStore.Model;

/// <summary>A price to value positions at.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Price">The price in quote currency; may be negative.</param>
public sealed record MarketPrice(string Exchange, string Symbol, decimal Price);
