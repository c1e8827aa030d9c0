using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>position_snapshots</c>: positions as they were, a partition a UTC month; the newest version stays.</summary>
internal static class PositionSnapshotTable
{
    public static Table<PositionSnapshot> Definition { get; } = new TableBuilder<PositionSnapshot>()
        .Timestamp(1, "ts", p => p.Timestamp)
        .Name(2, "bot_id", p => p.BotId)
        .Name(3, "exchange", p => p.Exchange)
        .Name(4, "symbol", p => p.Symbol)
        .Named(5, "side", p => p.Side)
        .Amount(6, "quantity", p => p.Quantity, isNotNegative: true)
        .AveragePrice(7, "average_entry_price", p => p.AverageEntryPrice)
        .Price(8, "current_price", p => p.CurrentPrice)
        .Amount(9, "market_value", p => p.MarketValue)
        .Amount(10, "unrealized_pnl", p => p.UnrealizedPnl)
        .Ratio(11, "unrealized_pnl_pct", p => p.UnrealizedPnlPct)
        .Amount(12, "realized_pnl", p => p.RealizedPnl)
        .Amount(13, "max_drawdown", p => p.MaxDrawdown, isNotNegative: true)
        .Ratio(14, "max_drawdown_pct", p => p.MaxDrawdownPct, lowest: 0)
        .Rule("quantity", p => p.Quantity, p => p.Side != PositionSide.Flat || p.Quantity == 0, "a flat position holds nothing.")
        .Rule(
            "quantity",
            p => p.Quantity,
            p => p.Side is not (PositionSide.Long or PositionSide.Short) || p.Quantity != 0,
            "a long or short position holds something.")
        .Build(new TableSettings
        {
            Name = "position_snapshots",
            TimeColumn = "ts",
            Key = ["bot_id", "exchange", "symbol", "ts"],
            ClusterKey = ["symbol", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.Replace,
            Lane = Lane.Trading,
            Aging = TableAgings.Year,
        });
}
