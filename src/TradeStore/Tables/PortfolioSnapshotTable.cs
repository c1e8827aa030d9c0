using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>portfolio_snapshots</c>: accounts as a whole, a partition a UTC month; the newest version stays.</summary>
internal static class PortfolioSnapshotTable
{
    public static Table<PortfolioSnapshot> Definition { get; } = new TableBuilder<PortfolioSnapshot>()
        .Timestamp(1, "ts", p => p.Timestamp)
        .Named(2, "snapshot_type", p => p.SnapshotType)
        .Name(3, "bot_id", p => p.BotId)
        .Amount(4, "cash_balance", p => p.CashBalance)
        .Amount(5, "buying_power", p => p.BuyingPower)
        .Amount(6, "portfolio_value", p => p.PortfolioValue)
        .Amount(7, "equity", p => p.Equity)
        .Amount(8, "total_pnl", p => p.TotalPnl)
        .Ratio(9, "total_pnl_pct", p => p.TotalPnlPct)
        .Amount(10, "daily_pnl", p => p.DailyPnl)
        .Ratio(11, "daily_pnl_pct", p => p.DailyPnlPct)
        .Ratio(12, "leverage", p => p.Leverage, lowest: 0)
        .Amount(13, "margin_used", p => p.MarginUsed, isNotNegative: true)
        .Amount(14, "gross_exposure", p => p.GrossExposure, isNotNegative: true)
        .Amount(15, "net_exposure", p => p.NetExposure)
        .Amount(16, "var_95", p => p.Var95)
        .Amount(17, "max_drawdown", p => p.MaxDrawdown, isNotNegative: true)
        .Ratio(18, "max_drawdown_pct", p => p.MaxDrawdownPct, lowest: 0)
        .Integer(19, "long_positions", p => p.LongPositions, isNotNegative: true)
        .Integer(20, "short_positions", p => p.ShortPositions, isNotNegative: true)
        .Integer(21, "total_positions", p => p.TotalPositions, isNotNegative: true)
        .Integer(22, "trade_count", p => p.TradeCount, isNotNegative: true)
        .Json(23, "metadata", p => p.Metadata)
        .Build(new TableSettings
        {
            Name = "portfolio_snapshots",
            TimeColumn = "ts",
            Key = ["bot_id", "snapshot_type", "ts"],
            ClusterKey = ["bot_id", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.Replace,
            Lane = Lane.Trading,
            Aging = TableAgings.Snapshots,
        });
}
