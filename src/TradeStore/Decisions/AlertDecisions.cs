using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Decisions;

/// <summary>Decides about alerts: raised, acknowledged, resolved, and never back.</summary>
internal sealed class AlertDecisions(LiveState state)
{
    private const string Table = "alerts";

    /// <summary>Takes a new alert in.</summary>
    public Alert Raise(Decision decision, Alert alert)
    {
        if (alert.State != AlertState.Raised)
        {
            throw new InvalidRowException(Table, 0, "state", alert.State, "an alert begins as raised.");
        }

        var stored = alert with { AlertId = alert.AlertId == Guid.Empty ? decision.NewId() : alert.AlertId };
        if (!decision.TryClaim(state.AlertIds, IdentitySet.Of(stored.AlertId)))
        {
            throw new DuplicateKeyException(Table, "alert_id", stored.AlertId);
        }

        return decision.Put(state.Alerts, stored);
    }

    /// <summary>Notes that somebody looks after an alert.</summary>
    public Alert Acknowledge(Decision decision, Guid alertId, DateTime? at)
    {
        var alert = Standing(decision, alertId);
        if (alert.State == AlertState.Acknowledged)
        {
            throw new InvalidRowException(Table, 0, "state", AlertState.Acknowledged, $"the alert {alertId} is acknowledged already.");
        }

        var changed = alert with { State = AlertState.Acknowledged, AcknowledgedAt = at ?? decision.Time };
        return decision.Put(state.Alerts, changed);
    }

    /// <summary>Ends an alert.</summary>
    public Alert Resolve(Decision decision, Guid alertId, DateTime? at)
    {
        var changed = Standing(decision, alertId) with { State = AlertState.Resolved, ResolvedAt = at ?? decision.Time };
        return decision.Put(state.Alerts, changed);
    }

    private Alert Standing(Decision decision, Guid alertId)
    {
        if (decision.Find(state.Alerts, alertId) is { } alert && alert.State != AlertState.Resolved)
        {
            return alert;
        }

        throw decision.Knows(state.AlertIds, IdentitySet.Of(alertId))
            ? new InvalidRowException(Table, 0, "state", AlertState.Resolved, $"the alert {alertId} is resolved: nothing follows that.")
            : UnknownReferenceException.Changed(Table, "alert_id", alertId);
    }
}
