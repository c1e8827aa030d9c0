using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>trades</c>: round trips, a partition a UTC month of the entry; the newest version stays.</summary>
internal static class TradeTable
{
    public static Table<Trade> Definition { get; } = new TableBuilder<Trade>()
        .Uuid(1, "trade_id", t => t.TradeId)
        .Name(2, "bot_id", t => t.BotId)
        .Name(3, "exchange", t => t.Exchange, isNullable: true)
        .Name(4, "symbol", t => t.Symbol, isNullable: true)
        .Name(5, "market_id", t => t.MarketId, isNullable: true)
        .Text(6, "market_question", t => t.MarketQuestion, 1_024, isNullable: true)
        .Named(7, "action", t => t.Action)
        .Named(8, "side", t => t.Side)
        .Amount(9, "quantity", t => t.Quantity, isPositive: true)
        .Amount(10, "amount", t => t.Amount)
        .Timestamp(11, "entry_time", t => t.EntryTime)
        .AveragePrice(12, "entry_price", t => t.EntryPrice)
        .Amount(13, "exit_quantity", t => t.ExitQuantity, isNotNegative: true)
        .Amount(14, "exit_amount", t => t.ExitAmount)
        .Timestamp(15, "exit_time", t => t.ExitTime)
        .AveragePrice(16, "exit_price", t => t.ExitPrice)
        .Amount(17, "pnl_usd", t => t.PnlUsd)
        .Ratio(18, "pnl_pct", t => t.PnlPct)
        .Amount(19, "commission", t => t.Commission)
        .Named(20, "status", t => t.Status)
        .Ratio(21, "confidence", t => t.Confidence, lowest: 0, highest: 1)
        .Text(22, "reason", t => t.Reason, 1_024, isNullable: true, isEmptyAllowed: true)
        .Name(23, "event_id", t => t.EventId, isNullable: true)
        .Json(24, "strategy", t => t.Strategy)
        .Name(25, "quote_currency", t => t.QuoteCurrency, isNullable: true)
        .Json(26, "other_commissions", t => t.OtherCommissions)
        .Rule("symbol", t => t.Symbol, t => t.Symbol is not null || t.MarketId is not null, "a trade needs a symbol or a market_id.")
        .Rule(
            "market_id",
            t => t.MarketId,
            t => t.MarketId is not null || t.Action is not (TradeAction.BuyYes or TradeAction.BuyNo or TradeAction.SellYes or TradeAction.SellNo),
            "a trade in yes or no needs the market_id of its prediction market.")
        .Rule("side", t => t.Side, t => t.Side != PositionSide.Flat, "a trade is long or short, never flat.")
        .Rule("exit_quantity", t => t.ExitQuantity, t => t.ExitQuantity <= t.Quantity, "more was exited than was entered.")
        .Rule("exit_time", t => t.ExitTime, t => t.Status != TradeStatus.Closed || t.ExitTime is not null, "a closed trade has an exit_time.")
        .Rule("exit_price", t => t.ExitPrice, t => t.Status != TradeStatus.Closed || t.ExitPrice is not null, "a closed trade has an exit_price.")
        .Rule("pnl_usd", t => t.PnlUsd, t => t.Status != TradeStatus.Closed || t.PnlUsd is not null, "a closed trade has a pnl_usd.")
        .Rule("exit_time", t => t.ExitTime, t => t.Status != TradeStatus.Open || t.ExitTime is null, "an open trade has no exit_time.")
        .Build(new TableSettings
        {
            Name = "trades",
            TimeColumn = "entry_time",
            Key = ["trade_id"],
            ClusterKey = ["bot_id", "entry_time"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.Replace,
            Lane = Lane.Trading,
            Aging = TableAgings.ForEver("round trips that are open live there, and the figures of those that are closed are sums of all"),
        });
}
