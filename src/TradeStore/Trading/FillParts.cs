using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>What a fill closes of the position before it, and what it opens or adds; one of them is zero unless the position turns round.</summary>
/// <param name="ClosedQuantity">The quantity taken from the position before.</param>
/// <param name="ClosedNotional">Its share of the fill's notional.</param>
/// <param name="ClosedCharges">Its share of the fill's commission and fees.</param>
/// <param name="OpenedQuantity">The quantity opened or added.</param>
/// <param name="OpenedNotional">Its share of the fill's notional.</param>
/// <param name="OpenedCharges">Its share of the fill's commission and fees.</param>
/// <param name="ClosedForeign">Its share of a commission in another currency.</param>
/// <param name="OpenedForeign">Its share of a commission in another currency.</param>
internal readonly record struct FillParts(
    decimal ClosedQuantity, decimal ClosedNotional, decimal ClosedCharges, decimal OpenedQuantity, decimal OpenedNotional, decimal OpenedCharges,
    decimal ClosedForeign = 0, decimal OpenedForeign = 0)
{
    /// <summary>Splits a fill. The parts add up to the whole exactly: what rounding leaves over goes to the opened notional and the closed charges.</summary>
    /// <param name="current">The position before.</param>
    /// <param name="fill">The fill, with its side.</param>
    /// <param name="numbers">The arithmetic of the store.</param>
    public static FillParts Of(Position? current, Execution fill, FixedPoint numbers)
    {
        var held = current is { } position && position.Side != PositionSide.Flat && position.Side != SideOf(fill) ? position.Quantity : 0m;
        var closed = Math.Min(held, fill.Quantity);
        var opened = fill.Quantity - closed;
        var closedNotional = numbers.Notional(closed, fill.Price, "executions", "price");
        var isForeign = Charges.IsForeign(fill.CommissionCurrency, fill.QuoteCurrency);
        var charges = numbers.Amount((isForeign ? 0 : fill.Commission) + fill.Fees, "executions", "commission");
        var openedForeign = isForeign ? numbers.Share(fill.Commission, opened, fill.Quantity) : 0;
        var openedCharges = numbers.Share(charges, opened, fill.Quantity);
        return new(
            closed, closedNotional, charges - openedCharges, opened, numbers.Notional(fill.Quantity, fill.Price, "executions", "price") - closedNotional, openedCharges,
            (isForeign ? fill.Commission : 0) - openedForeign, openedForeign);
    }

    /// <summary>Returns the side that a fill opens or adds to.</summary>
    /// <param name="fill">The fill, with its side.</param>
    public static PositionSide SideOf(Execution fill) => fill.Side == OrderSide.Buy ? PositionSide.Long : PositionSide.Short;
}
