using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Trading;

/// <summary>What a market price does to a position.</summary>
internal static class MarkToMarket
{
    private const string Table = "positions";

    /// <summary>Values a position at a price and moves its trailing stop.</summary>
    /// <param name="position">The position; a flat one takes the price and stays flat.</param>
    /// <param name="price">The price, in quote currency; may be negative.</param>
    /// <param name="at">The time of the price: UTC, whole microseconds.</param>
    /// <param name="numbers">The arithmetic of the store.</param>
    /// <exception cref="InvalidRowException">The price, or a number it leads to, does not fit its column.</exception>
    public static MarkResult Apply(Position position, decimal price, DateTime at, FixedPoint numbers)
    {
        var marked = TrailingStops.Ratchet(Value(position, numbers.Price(price, Table, "current_price"), at, numbers), numbers);
        return new MarkResult { Position = marked, UnrealizedPnlPct = UnrealizedFraction(marked), IsStopHit = TrailingStops.IsHit(marked) };
    }

    /// <summary>Values a position at a price; its trailing stop stays where it is.</summary>
    /// <param name="position">The position.</param>
    /// <param name="price">The price; it fits its column.</param>
    /// <param name="at">The time of the change.</param>
    /// <param name="numbers">The arithmetic of the store.</param>
    /// <exception cref="InvalidRowException">A number does not fit its column.</exception>
    public static Position Value(Position position, decimal price, DateTime at, FixedPoint numbers)
    {
        var value = numbers.Notional(position.Quantity, price, Table, "market_value");
        var gain = position.Side == PositionSide.Short ? position.CostBasis - value : value - position.CostBasis;
        var unrealized = numbers.Amount(gain, Table, "unrealized_pnl");
        var total = numbers.Amount(position.RealizedPnl + unrealized, Table, "peak_pnl");
        var peak = Math.Max(position.PeakPnl, total);
        return position with
        {
            CurrentPrice = price,
            MarketValue = value,
            UnrealizedPnl = unrealized,
            PeakPnl = peak,
            MaxDrawdown = numbers.Amount(Math.Max(position.MaxDrawdown, peak - total), Table, "max_drawdown"),
            UpdatedAt = at,
        };
    }

    /// <summary>Returns the unrealised P&amp;L as a fraction of the size of the cost basis; <see langword="null"/> where that is zero.</summary>
    /// <param name="position">The position.</param>
    public static double? UnrealizedFraction(Position position) => Fraction.Of(position.UnrealizedPnl, position.CostBasis);
}
