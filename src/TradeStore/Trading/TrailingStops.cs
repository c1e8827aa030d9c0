using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Trading;

/// <summary>A stop that follows the price at a distance while it moves in favour, and stays while it does not.</summary>
internal static class TrailingStops
{
    private const string Table = "positions";

    /// <summary>Sets a position's trailing stop, starting from its current price; one that was set before is replaced.</summary>
    /// <param name="position">A position that is held.</param>
    /// <param name="distance">The distance from the best price, above zero, in quote currency; <see langword="null"/> takes the stop away.</param>
    /// <param name="at">The time of the change: UTC, whole microseconds.</param>
    /// <param name="numbers">The arithmetic of the store.</param>
    /// <exception cref="InvalidRowException">The position is flat, or the distance is not above zero or does not fit its column.</exception>
    public static Position Set(Position position, decimal? distance, DateTime at, FixedPoint numbers)
    {
        if (distance is not { } apart)
        {
            return position with { TrailingDistance = null, TrailingStop = null, UpdatedAt = at };
        }

        if (position.Side == PositionSide.Flat || apart <= 0)
        {
            var reason = apart <= 0 ? "it must be above zero." : $"the position in '{position.Symbol}' is flat.";
            throw new InvalidRowException(Table, 0, "trailing_distance", apart, reason);
        }

        var checkedDistance = numbers.Price(apart, Table, "trailing_distance");
        return Ratchet(position with { TrailingDistance = checkedDistance, TrailingStop = null, UpdatedAt = at }, numbers);
    }

    /// <summary>Moves the stop to its distance from the current price where that is in favour.</summary>
    /// <param name="position">The position, valued.</param>
    /// <param name="numbers">The arithmetic of the store.</param>
    /// <exception cref="InvalidRowException">The stop does not fit its column.</exception>
    public static Position Ratchet(Position position, FixedPoint numbers)
    {
        if (position is not { TrailingDistance: { } distance, CurrentPrice: { } price, Side: PositionSide.Long or PositionSide.Short })
        {
            return position;
        }

        var isLong = position.Side == PositionSide.Long;
        var reached = numbers.AveragePrice(isLong ? price - distance : price + distance, Table, "trailing_stop");
        var stop = position.TrailingStop ?? reached;
        return position with { TrailingStop = isLong ? Math.Max(stop, reached) : Math.Min(stop, reached) };
    }

    /// <summary>Tells whether the current price is at the stop or beyond it.</summary>
    /// <param name="position">The position, valued.</param>
    public static bool IsHit(Position position) => position switch
    {
        { Side: PositionSide.Long, TrailingStop: { } stop, CurrentPrice: { } price } => price <= stop,
        { Side: PositionSide.Short, TrailingStop: { } stop, CurrentPrice: { } price } => price >= stop,
        _ => false,
    };
}
