using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Trading;

/// <summary>What a fill does to its position and round trips. Pure: the rows that are passed stay as they are.</summary>
internal static class FillArithmetic
{
    private const string Table = "positions";

    /// <summary>Applies a fill, in the order in which fills are recorded, whatever their times.</summary>
    /// <param name="current">The position before; <see langword="null"/> when the bot never held the symbol.</param>
    /// <param name="openTrade">The round trip that <see cref="Position.OpenTradeId"/> names; <see langword="null"/> when the position is flat.</param>
    /// <param name="fill">The fill, completed by <see cref="OrderFill.Apply"/>.</param>
    /// <param name="strategyId">The strategy of the fill's order.</param>
    /// <param name="newTradeId">The id that a round trip gets which the fill opens.</param>
    /// <param name="at">The time of recording: UTC, whole microseconds.</param>
    /// <param name="numbers">The arithmetic of the store.</param>
    /// <exception cref="InvalidRowException">A number of the fill, or one it leads to, does not fit its column.</exception>
    /// <exception cref="ArgumentException">The round trip is not the one of the position, or the fill is not completed.</exception>
    public static FillResult Apply(Position? current, Trade? openTrade, Execution fill, string? strategyId, Guid newTradeId, DateTime at, FixedPoint numbers)
    {
        Check(current, openTrade, fill);
        var parts = FillParts.Of(current, fill, numbers);
        var before = current ?? New(fill, at);
        var closed = parts.ClosedQuantity > 0 ? Close(before, parts, fill, at, numbers) : before;
        var after = parts.OpenedQuantity > 0 ? Open(closed, parts, fill, strategyId, newTradeId, at, numbers) : closed;
        var position = after with
        {
            Commission = numbers.Amount(before.Commission + parts.ClosedCharges + parts.OpenedCharges, Table, "commission"),
            OtherCommissions = Charges.Add(before.OtherCommissions, fill.CommissionCurrency, parts.ClosedForeign + parts.OpenedForeign, Table),
        };
        return new FillResult
        {
            Execution = fill with { RealizedPnl = numbers.Amount(position.RealizedPnl - before.RealizedPnl, "executions", "realized_pnl") },
            Position = position,
            Trades = TradeArithmetic.Apply(openTrade, parts, fill, newTradeId, numbers),
        };
    }

    private static void Check(Position? current, Trade? openTrade, Execution fill)
    {
        var openTradeId = current is { Side: not PositionSide.Flat } ? current.OpenTradeId : null;
        if (openTrade?.TradeId != openTradeId)
        {
            throw new ArgumentException($"The open round trip is {openTrade?.TradeId}, the position's is {openTradeId}.", nameof(openTrade));
        }

        if (fill.BotId is null || fill.Exchange is null || fill.Symbol is null || fill.Side is not (OrderSide.Buy or OrderSide.Sell) || fill.Quantity <= 0)
        {
            throw new ArgumentException("The fill is not completed from its order.", nameof(fill));
        }
    }

    private static Position New(Execution fill, DateTime at) => new()
    {
        BotId = fill.BotId!,
        Exchange = fill.Exchange!,
        Symbol = fill.Symbol!,
        Side = PositionSide.Flat,
        UpdatedAt = at,
    };

    private static Position Close(Position position, FillParts parts, Execution fill, DateTime at, FixedPoint numbers)
    {
        var isWhole = parts.ClosedQuantity == position.Quantity;
        var cost = isWhole ? position.CostBasis : numbers.Share(position.CostBasis, parts.ClosedQuantity, position.Quantity);
        var gain = position.Side == PositionSide.Long ? parts.ClosedNotional - cost : cost - parts.ClosedNotional;
        var reduced = position with
        {
            Quantity = position.Quantity - parts.ClosedQuantity,
            CostBasis = position.CostBasis - cost,
            RealizedPnl = numbers.Amount(position.RealizedPnl + gain, Table, "realized_pnl"),
        };
        return MarkToMarket.Value(isWhole ? Flat(reduced, fill) : Averaged(reduced, numbers), fill.Price, at, numbers);
    }

    private static Position Flat(Position position, Execution fill) => position with
    {
        Side = PositionSide.Flat,
        AverageEntryPrice = 0,
        TrailingDistance = null,
        TrailingStop = null,
        ClosedAt = fill.ExecutedAt,
        OpenTradeId = null,
    };

    private static Position Open(Position position, FillParts parts, Execution fill, string? strategyId, Guid newTradeId, DateTime at, FixedPoint numbers)
    {
        var opened = position.Side != PositionSide.Flat ? position : position with
        {
            Side = FillParts.SideOf(fill),
            FirstEntryTime = position.FirstEntryTime ?? fill.ExecutedAt,
            PeakPnl = position.RealizedPnl,
            MaxDrawdown = 0,
            OpenedAt = fill.ExecutedAt,
            ClosedAt = null,
            OpenTradeId = newTradeId,
            StrategyId = strategyId,
        };
        var enlarged = opened with
        {
            Quantity = numbers.Amount(opened.Quantity + parts.OpenedQuantity, Table, "quantity"),
            CostBasis = numbers.Amount(opened.CostBasis + parts.OpenedNotional, Table, "cost_basis"),
        };
        return MarkToMarket.Value(Averaged(enlarged, numbers), fill.Price, at, numbers);
    }

    private static Position Averaged(Position position, FixedPoint numbers) => position with
    {
        AverageEntryPrice = numbers.Average(position.CostBasis, position.Quantity, Table, "average_entry_price"),
    };
}
