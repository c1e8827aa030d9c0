using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Trading;

namespace TradeStore.Decisions;

/// <summary>Decides about round trips that no position keeps.</summary>
internal sealed class TradeDecisions(LiveState state)
{
    private const string Table = "trades";

    /// <summary>Opens one.</summary>
    public Trade Open(Decision decision, Trade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        BotDecisions.CheckRegistered(decision, state, Table, trade.BotId);
        CheckOpen(trade);
        _ = Charges.Read(trade.OtherCommissions, Table);
        var stored = decision.AsStored(TradeTable.Definition, trade) with
        {
            TradeId = trade.TradeId == Guid.Empty ? decision.NewId() : trade.TradeId,
            Side = SideOf(trade),
            Amount = trade.Amount == 0 ? Notional(trade.Quantity, "entry_price", trade.EntryPrice) : trade.Amount,
        };
        if (!decision.TryClaim(state.TradeIds, IdentitySet.Of(stored.TradeId)))
        {
            throw new DuplicateKeyException(Table, "trade_id", stored.TradeId);
        }

        return decision.Put(state.Trades, stored);
    }

    /// <summary>Closes one whole.</summary>
    public Trade Close(Decision decision, TradeClosing closing)
    {
        ArgumentNullException.ThrowIfNull(closing);
        var tradeId = closing.TradeId;
        if (decision.Find(state.Trades, tradeId) is not { Status: TradeStatus.Open } trade)
        {
            throw decision.Knows(state.TradeIds, IdentitySet.Of(tradeId))
                ? new InvalidRowException(Table, 0, "status", TradeStatus.Closed, $"the round trip {tradeId} is closed: nothing follows that.")
                : UnknownReferenceException.Changed(Table, "trade_id", tradeId);
        }

        if (decision.FindAll(state.Positions, p => p.BotId == trade.BotId).Exists(p => p.OpenTradeId == tradeId))
        {
            throw new InvalidRowException(Table, 0, "trade_id", tradeId, "a position keeps it: it is closed by the execution that closes the position.");
        }

        var price = state.Numbers.Price(closing.ExitPrice, Table, "exit_price");
        var exit = state.Numbers.Amount(trade.ExitAmount + Notional(trade.Quantity - trade.ExitQuantity, "exit_price", price), Table, "exit_amount");
        var isForeign = Charges.IsForeign(closing.CommissionCurrency, trade.QuoteCurrency);
        var charges = state.Numbers.Amount(trade.Commission + (isForeign ? 0 : closing.Commission), Table, "commission");
        var gain = trade.Side == PositionSide.Long ? exit - trade.Amount : trade.Amount - exit;
        var net = state.Numbers.Amount(gain - charges, Table, "pnl_usd");
        var closed = trade with
        {
            Status = TradeStatus.Closed,
            ExitTime = closing.ExitTime ?? decision.Time,
            ExitPrice = trade.ExitQuantity == 0 ? price : state.Numbers.Average(exit, trade.Quantity, Table, "exit_price"),
            ExitQuantity = trade.Quantity,
            ExitAmount = exit,
            Commission = charges,
            OtherCommissions = isForeign ? Charges.Add(trade.OtherCommissions, closing.CommissionCurrency, state.Numbers.Amount(closing.Commission, Table, "commission"), Table) : trade.OtherCommissions,
            PnlUsd = net,
            PnlPct = Fraction.Of(net, trade.Amount),
            Reason = closing.Reason ?? trade.Reason,
        };
        return decision.Put(state.Trades, closed);
    }

    private decimal Notional(decimal quantity, string column, decimal price) =>
        state.Numbers.Notional(state.Numbers.Amount(quantity, Table, "quantity"), state.Numbers.Price(price, Table, column), Table, column);

    // What was bought gains when it rises: an outcome no as an outcome yes.
    private static PositionSide SideOf(Trade trade)
    {
        var side = trade.Action switch
        {
            TradeAction.Buy or TradeAction.BuyYes or TradeAction.BuyNo => PositionSide.Long,
            TradeAction.Sell or TradeAction.SellYes or TradeAction.SellNo => PositionSide.Short,
            _ => trade.Side,
        };
        return trade.Side == PositionSide.None || trade.Side == side
            ? side
            : throw new InvalidRowException(Table, 0, "side", trade.Side, $"it contradicts the action {EnumSqlNames<TradeAction>.Text(trade.Action)}, which is {EnumSqlNames<PositionSide>.Text(side)}; leave it out.");
    }

    private static void CheckOpen(Trade trade)
    {
        if (trade is not { Status: TradeStatus.Open, ExitQuantity: 0, ExitAmount: 0, ExitTime: null, ExitPrice: null, PnlUsd: null, PnlPct: null })
        {
            throw new InvalidRowException(Table, 0, "status", trade.Status, "a round trip is opened first, and what ends it is said to CloseAsync.");
        }
    }
}
