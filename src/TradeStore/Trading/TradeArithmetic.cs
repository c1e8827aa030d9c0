using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>What a fill does to round trips.</summary>
internal static class TradeArithmetic
{
    private const string Table = "trades";

    /// <summary>Applies a fill.</summary>
    /// <param name="open">The round trip of the position before; <see langword="null"/> when it was flat.</param>
    /// <param name="parts">What the fill closes and opens.</param>
    /// <param name="fill">The fill, with its side.</param>
    /// <param name="newTradeId">The id that a round trip gets which the fill opens.</param>
    /// <param name="numbers">The arithmetic of the store.</param>
    /// <returns>The round trips that changed.</returns>
    public static IReadOnlyList<Trade> Apply(Trade? open, FillParts parts, Execution fill, Guid newTradeId, FixedPoint numbers)
    {
        if (open is null)
        {
            return [Enlarge(New(fill, newTradeId), parts, fill, numbers)];
        }

        if (parts.ClosedQuantity == 0)
        {
            return [Enlarge(open, parts, fill, numbers)];
        }

        var reduced = Reduce(open, parts, fill, numbers);
        return parts.OpenedQuantity == 0 ? [reduced] : [reduced, Enlarge(New(fill, newTradeId), parts, fill, numbers)];
    }

    private static Trade New(Execution fill, Guid tradeId) => new()
    {
        TradeId = tradeId,
        BotId = fill.BotId!,
        Exchange = fill.Exchange,
        Symbol = fill.Symbol,
        Action = fill.Side == OrderSide.Buy ? TradeAction.Buy : TradeAction.Sell,
        Side = FillParts.SideOf(fill),
        Quantity = 0,
        EntryTime = fill.ExecutedAt,
        EntryPrice = 0,
        QuoteCurrency = fill.QuoteCurrency,
        Status = TradeStatus.Open,
    };

    private static Trade Enlarge(Trade trade, FillParts parts, Execution fill, FixedPoint numbers)
    {
        var quantity = numbers.Amount(trade.Quantity + parts.OpenedQuantity, Table, "quantity");
        var amount = numbers.Amount(trade.Amount + parts.OpenedNotional, Table, "amount");
        return trade with
        {
            Quantity = quantity,
            Amount = amount,
            EntryPrice = numbers.Average(amount, quantity, Table, "entry_price"),
            Commission = numbers.Amount(trade.Commission + parts.OpenedCharges, Table, "commission"),
            OtherCommissions = Charges.Add(trade.OtherCommissions, fill.CommissionCurrency, parts.OpenedForeign, Table),
        };
    }

    private static Trade Reduce(Trade trade, FillParts parts, Execution fill, FixedPoint numbers)
    {
        var quantity = trade.ExitQuantity + parts.ClosedQuantity;
        var amount = numbers.Amount(trade.ExitAmount + parts.ClosedNotional, Table, "exit_amount");
        var reduced = trade with
        {
            ExitQuantity = quantity,
            ExitAmount = amount,
            ExitPrice = numbers.Average(amount, quantity, Table, "exit_price"),
            Commission = numbers.Amount(trade.Commission + parts.ClosedCharges, Table, "commission"),
            OtherCommissions = Charges.Add(trade.OtherCommissions, fill.CommissionCurrency, parts.ClosedForeign, Table),
        };
        return quantity == trade.Quantity ? Close(reduced, fill, numbers) : reduced;
    }

    private static Trade Close(Trade trade, Execution fill, FixedPoint numbers)
    {
        var gain = trade.Side == PositionSide.Long ? trade.ExitAmount - trade.Amount : trade.Amount - trade.ExitAmount;
        var net = numbers.Amount(gain - trade.Commission, Table, "pnl_usd");
        return trade with
        {
            Status = TradeStatus.Closed,
            ExitTime = fill.ExecutedAt,
            PnlUsd = net,
            PnlPct = Fraction.Of(net, trade.Amount),
        };
    }
}
