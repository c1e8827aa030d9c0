namespace TradeStore.Statistics.Daily;

/// <summary>The fills of one position on one UTC day, added up.</summary>
/// <param name="BotId">The bot.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Date">The day.</param>
/// <param name="Quantity">What was bought less what was sold.</param>
/// <param name="Notional">The notional of what was bought less that of what was sold, each fill rounded as positions round it.</param>
/// <param name="Realized">What the fills realised, before charges.</param>
/// <param name="Charges">Commissions and fees.</param>
/// <param name="Price">The price of the last fill.</param>
/// <param name="PricedAt">When the last fill was executed.</param>
internal sealed record FillDay(
    string BotId,
    string Exchange,
    string Symbol,
    DateOnly Date,
    decimal Quantity,
    decimal Notional,
    decimal Realized,
    decimal Charges,
    decimal Price,
    DateTime PricedAt);
