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
