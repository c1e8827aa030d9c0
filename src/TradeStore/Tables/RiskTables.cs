using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>risk_events</c>: limits that were broken, a partition a UTC month; the newest version stays.</summary>
internal static class RiskEventTable
{
    public static Table<RiskEvent> Definition { get; } = new TableBuilder<RiskEvent>()
        .Timestamp(1, "ts", r => r.Timestamp)
        .UuidOrNew(2, "risk_event_id", r => r.RiskEventId)
        .Name(3, "bot_id", r => r.BotId)
        .Name(4, "limit_name", r => r.LimitName)
        .Amount(5, "limit_value", r => r.LimitValue)
        .Amount(6, "actual_value", r => r.ActualValue)
        .Named(7, "severity", r => r.Severity)
        .Text(8, "action_taken", r => r.ActionTaken, 1_024, isNullable: true)
        .Timestamp(9, "resolved_at", r => r.ResolvedAt)
        .Text(10, "resolution", r => r.Resolution, 1_024, isNullable: true)
        .Json(11, "details", r => r.Details)
        .Rule("resolved_at", r => r.ResolvedAt, r => r.ResolvedAt is null || r.ResolvedAt >= r.Timestamp, "it lies before ts.")
        .Rule("resolution", r => r.Resolution, r => r.Resolution is null || r.ResolvedAt is not null, "a resolution has a resolved_at.")
        .Build(new TableSettings
        {
            Name = "risk_events",
            TimeColumn = "ts",
            Key = ["risk_event_id"],
            ClusterKey = ["bot_id", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.Replace,
            Lane = Lane.Trading,
            Aging = TableAgings.ForEver("events that are not resolved live there"),
        });
}

/// <summary><c>risk_metrics</c>: the figures of risk of each UTC day and bot, one row each.</summary>
internal static class RiskMetricsTable
{
    public static Table<RiskMetrics> Definition { get; } = new TableBuilder<RiskMetrics>()
        .Date(1, "date", r => r.Date)
        .Name(2, "bot_id", r => r.BotId)
        .Ratio(3, "win_rate", r => r.WinRate, lowest: 0, highest: 1)
        .Ratio(4, "profit_factor", r => r.ProfitFactor, lowest: 0)
        .Amount(5, "max_drawdown", r => r.MaxDrawdown, isNotNegative: true)
        .Amount(6, "average_drawdown", r => r.AverageDrawdown, isNotNegative: true)
        .Ratio(7, "sharpe", r => r.Sharpe)
        .Ratio(8, "sortino", r => r.Sortino)
        .Amount(9, "var_95", r => r.Var95)
        .Integer(10, "num_trades", r => r.NumTrades, isNotNegative: true)
        .Integer(11, "winning_trades", r => r.WinningTrades, isNotNegative: true)
        .Integer(12, "losing_trades", r => r.LosingTrades, isNotNegative: true)
        .Rule(
            "num_trades",
            r => r.NumTrades,
            r => (Int128)r.WinningTrades + r.LosingTrades <= r.NumTrades,
            "more trades won and lost than there were.")
        .Build(new TableSettings
        {
            Name = "risk_metrics",
            Key = ["date", "bot_id"],
            Lane = Lane.Trading,
        });
}
