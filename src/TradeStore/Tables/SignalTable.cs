using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>signals</c>: what strategies proposed, a partition a UTC month; the newest version stays.</summary>
internal static class SignalTable
{
    public static Table<Signal> Definition { get; } = new TableBuilder<Signal>()
        .UuidOrNew(1, "signal_id", s => s.SignalId)
        .Timestamp(2, "ts", s => s.Timestamp)
        .Name(3, "bot_id", s => s.BotId)
        .Name(4, "symbol", s => s.Symbol, isNullable: true)
        .Name(5, "market_id", s => s.MarketId, isNullable: true)
        .Named(6, "action", s => s.Action)
        .Price(7, "target_price", s => s.TargetPrice)
        .Amount(8, "amount", s => s.Amount, isNotNegative: true)
        .Ratio(9, "confidence", s => s.Confidence, lowest: 0, highest: 1)
        .Text(10, "reason", s => s.Reason, 1_024, isNullable: true, isEmptyAllowed: true)
        .Json(11, "filters", s => s.Filters)
        .Boolean(12, "valid", s => s.Valid)
        .Boolean(13, "executed", s => s.Executed)
        .Timestamp(14, "executed_at", s => s.ExecutedAt)
        .Uuid(15, "order_id", s => s.OrderId)
        .Uuid(16, "trade_id", s => s.TradeId)
        .Named(17, "outcome", s => s.Outcome)
        .Timestamp(18, "expires_at", s => s.ExpiresAt, isFutureAllowed: true)
        .Rule("symbol", s => s.Symbol, s => s.Symbol is not null || s.MarketId is not null, "a signal needs a symbol or a market_id.")
        .Rule(
            "market_id",
            s => s.MarketId,
            s => s.MarketId is not null || s.Action is not (TradeAction.BuyYes or TradeAction.BuyNo or TradeAction.SellYes or TradeAction.SellNo),
            "a signal in yes or no needs the market_id of its prediction market.")
        .Rule("executed_at", s => s.ExecutedAt, s => s.Executed == s.ExecutedAt is not null, "executed and executed_at go together.")
        .Build(new TableSettings
        {
            Name = "signals",
            TimeColumn = "ts",
            Key = ["signal_id"],
            ClusterKey = ["bot_id", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.Replace,
            Lane = Lane.Trading,
            Aging = TableAgings.ForEver("a signal that is repeated is recognised by the ids of all there were"),
        });
}
