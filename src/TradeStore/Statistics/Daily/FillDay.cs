using System.Globalization;
using TradeStore.Trading;

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
/// <param name="Products">Quantities and prices of which the notional is not in <paramref name="Notional"/> yet: <c>1.5*100 -2*3</c>.</param>
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
    DateTime PricedAt,
    string? Products)
{
    /// <summary>Returns the day with the notional of all fills.</summary>
    public FillDay Multiplied(FixedPoint numbers) => Products is null ? this : this with
    {
        Notional = Notional + Products.Split(' ').Select(p => p.Split('*')).Sum(p => numbers.Notional(Number(p[0]), Number(p[1]), "executions", "price")),
        Products = null,
    };

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
