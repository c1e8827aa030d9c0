using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>alerts</c>: alerts and where they are in their life, one row each.</summary>
internal static class AlertTable
{
    public static Table<Alert> Definition { get; } = new TableBuilder<Alert>()
        .UuidOrNew(1, "alert_id", a => a.AlertId)
        .Name(2, "rule", a => a.Rule)
        .Named(3, "severity", a => a.Severity)
        .Named(4, "state", a => a.State)
        .Timestamp(5, "raised_at", a => a.RaisedAt)
        .Timestamp(6, "acknowledged_at", a => a.AcknowledgedAt)
        .Timestamp(7, "resolved_at", a => a.ResolvedAt)
        .TextList(8, "notified_channels", a => a.NotifiedChannels)
        .Json(9, "details", a => a.Details)
        .Rule(
            "acknowledged_at",
            a => a.AcknowledgedAt,
            a => a.State != AlertState.Acknowledged || a.AcknowledgedAt is not null,
            "an acknowledged alert has an acknowledged_at.")
        .Rule(
            "acknowledged_at",
            a => a.AcknowledgedAt,
            a => a.State != AlertState.Raised || a.AcknowledgedAt is null,
            "an alert that is only raised has no acknowledged_at.")
        .Rule(
            "resolved_at",
            a => a.ResolvedAt,
            a => a.State != AlertState.Resolved || a.ResolvedAt is not null,
            "a resolved alert has a resolved_at.")
        .Rule(
            "resolved_at",
            a => a.ResolvedAt,
            a => a.State is not (AlertState.Raised or AlertState.Acknowledged) || a.ResolvedAt is null,
            "an alert that stands has no resolved_at.")
        .Rule("acknowledged_at", a => a.AcknowledgedAt, a => !(a.AcknowledgedAt < a.RaisedAt), "it lies before raised_at.")
        .Rule("resolved_at", a => a.ResolvedAt, a => !(a.ResolvedAt < a.RaisedAt), "it lies before raised_at.")
        .Build(new TableSettings
        {
            Name = "alerts",
            Key = ["alert_id"],
            Lane = Lane.Trading,
        });
}
