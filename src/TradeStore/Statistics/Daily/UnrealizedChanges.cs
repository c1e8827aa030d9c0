using TradeStore.Trading;

namespace TradeStore.Statistics.Daily;

/// <summary>How the unrealised P&amp;L of positions changed from day to day.</summary>
internal static class UnrealizedChanges
{
    /// <summary>
    /// Returns the changes, those of no amount left out. What is held at the end of a day, and its cost, follow from the fills up to then: for long
    /// positions the cost is what was bought less what was sold plus what was realised, exactly; for short ones that is its negative.
    /// </summary>
    /// <param name="fills">All fills.</param>
    /// <param name="prices">The prices of days besides those of fills; of two prices of a day the later one counts.</param>
    /// <param name="numbers">The arithmetic of the store.</param>
    public static IEnumerable<(string BotId, DateOnly Date, decimal Change)> Of(IEnumerable<FillDay> fills, IEnumerable<PriceDay> prices, FixedPoint numbers)
    {
        var events = fills.Select(f => (Key: (f.BotId, f.Exchange, f.Symbol), f.Date, Fill: (FillDay?)f, f.Price, f.PricedAt))
            .Concat(prices.Select(p => (Key: (p.BotId, p.Exchange, p.Symbol), p.Date, Fill: (FillDay?)null, p.Price, p.PricedAt)));
        foreach (var position in events.GroupBy(e => e.Key))
        {
            var (quantity, cost, level) = (0m, 0m, 0m);
            foreach (var day in position.GroupBy(e => e.Date).OrderBy(d => d.Key))
            {
                quantity += day.Sum(e => e.Fill?.Quantity ?? 0);
                cost += day.Sum(e => e.Fill is { } fill ? fill.Notional + fill.Realized : 0);
                var value = numbers.Notional(quantity, day.MaxBy(e => (e.PricedAt, e.Fill is null)).Price, "pnl_daily", "unrealized") - cost;
                if (value != level)
                {
                    yield return (position.Key.BotId, day.Key, value - level);
                    level = value;
                }
            }
        }
    }
}
