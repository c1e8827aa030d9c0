using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

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
