using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>positions</c>: what each bot holds of each symbol, one row each.</summary>
internal static class PositionTable
{
    public static Table<Position> Definition { get; } = new TableBuilder<Position>()
        .Name(1, "bot_id", p => p.BotId)
        .Name(2, "exchange", p => p.Exchange)
        .Name(3, "symbol", p => p.Symbol)
        .Named(4, "side", p => p.Side)
        .Amount(5, "quantity", p => p.Quantity, isNotNegative: true)
        .AveragePrice(6, "average_entry_price", p => p.AverageEntryPrice)
        .Timestamp(7, "first_entry_time", p => p.FirstEntryTime)
        .Price(8, "current_price", p => p.CurrentPrice)
        .Amount(9, "market_value", p => p.MarketValue)
        .Amount(10, "unrealized_pnl", p => p.UnrealizedPnl)
        .Amount(11, "realized_pnl", p => p.RealizedPnl)
        .Amount(12, "cost_basis", p => p.CostBasis)
        .Amount(13, "commission", p => p.Commission)
        .Price(14, "trailing_distance", p => p.TrailingDistance, isPositive: true)
        .AveragePrice(15, "trailing_stop", p => p.TrailingStop)
        .Amount(16, "peak_pnl", p => p.PeakPnl)
        .Amount(17, "max_drawdown", p => p.MaxDrawdown, isNotNegative: true)
        .Timestamp(18, "opened_at", p => p.OpenedAt)
        .Timestamp(19, "closed_at", p => p.ClosedAt)
        .Uuid(20, "open_trade_id", p => p.OpenTradeId)
        .Name(21, "strategy_id", p => p.StrategyId, isNullable: true)
        .Timestamp(22, "updated_at", p => p.UpdatedAt)
        .Json(23, "other_commissions", p => p.OtherCommissions)
        .Rule("quantity", p => p.Quantity, p => p.Side != PositionSide.Flat || p.Quantity == 0, "a flat position holds nothing.")
        .Rule(
            "quantity",
            p => p.Quantity,
            p => p.Side is not (PositionSide.Long or PositionSide.Short) || p.Quantity != 0,
            "a long or short position holds something.")
        .Build(new TableSettings
        {
            Name = "positions",
            Key = ["bot_id", "exchange", "symbol"],
            Lane = Lane.Trading,
        });
}

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
