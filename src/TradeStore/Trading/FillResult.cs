using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>The rows a fill leads to.</summary>
internal sealed record FillResult
{
    /// <summary>Gets the fill with what it realised.</summary>
    public required Execution Execution { get; init; }

    /// <summary>Gets the position after the fill.</summary>
    public required Position Position { get; init; }

    /// <summary>Gets the round trips that changed: one, or the closed and the opened one, in that order, when the position turned round.</summary>
    public required IReadOnlyList<Trade> Trades { get; init; }
}

/// <summary>A position after a market price.</summary>
internal sealed record MarkResult
{
    /// <summary>Gets the position after the price.</summary>
    public required Position Position { get; init; }

    /// <summary>Gets the unrealised P&amp;L as a fraction of the size of the cost basis: 0.05 is 5 %; <see langword="null"/> where that is zero.</summary>
    public required double? UnrealizedPnlPct { get; init; }

    /// <summary>Gets a value indicating whether the price is at the trailing stop or beyond it.</summary>
    public required bool IsStopHit { get; init; }
}

/// <summary>An order and its fill, each as it stands after the other.</summary>
internal sealed record OrderFillResult
{
    /// <summary>Gets the order after the fill.</summary>
    public required Order Order { get; init; }

    /// <summary>Gets the fill, with what it takes from its order.</summary>
    public required Execution Execution { get; init; }
}

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

/// <summary>An amount as a fraction of the size of another.</summary>
internal static class Fraction
{
    /// <summary>Returns amount / |whole|; <see langword="null"/> where the whole is zero. 0.05 is 5 %.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="whole">The whole; negative where prices are.</param>
    public static double? Of(decimal amount, decimal whole) => whole == 0 ? null : (double)amount / (double)Math.Abs(whole);
}

/// <summary>A round trip under way, and what is held by it.</summary>
/// <param name="Trade">The round trip.</param>
/// <param name="Value">The value of what is held, whichever the side; negative where prices are.</param>
internal sealed record Holding(Trade Trade, decimal Value)
{
    public bool IsLong => Trade.Side == PositionSide.Long;

    /// <summary>Gets the value, a short one below zero.</summary>
    public decimal Exposure => IsLong ? Value : -Value;

    /// <summary>Gets what was realised and what closing at the value would realise, less commissions and fees.</summary>
    public decimal NetPnl
    {
        get
        {
            var gain = Trade.ExitAmount + Value - Trade.Amount;
            return (IsLong ? gain : -gain) - Trade.Commission;
        }
    }
}
