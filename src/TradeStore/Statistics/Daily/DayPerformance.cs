using TradeStore.Model;

namespace TradeStore.Statistics.Daily;

/// <summary>The figures of a bot on a day.</summary>
/// <param name="Pnl">The row of <c>pnl_daily</c>.</param>
/// <param name="Risk">The row of <c>risk_metrics</c>.</param>
internal sealed record DayPerformance(DailyPnl Pnl, RiskMetrics Risk);
