using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Decisions;

/// <summary>Decides about risk events: raised, then resolved once.</summary>
internal sealed class RiskEventDecisions(LiveState state)
{
    private const string Table = "risk_events";

    /// <summary>Takes a new risk event in.</summary>
    public RiskEvent Raise(Decision decision, RiskEvent raised)
    {
        if (raised.ResolvedAt is not null || raised.Resolution is not null)
        {
            throw new InvalidRowException(
                Table, 0, raised.ResolvedAt is null ? "resolution" : "resolved_at", (object?)raised.ResolvedAt ?? raised.Resolution, "a risk event is raised first, and resolved by ResolveAsync.");
        }

        if (raised.BotId != BotDecisions.All)
        {
            BotDecisions.CheckRegistered(decision, state, Table, raised.BotId);
        }

        var stored = raised with { RiskEventId = raised.RiskEventId == Guid.Empty ? decision.NewId() : raised.RiskEventId };
        if (!decision.TryClaim(state.RiskEventIds, IdentitySet.Of(stored.RiskEventId)))
        {
            throw new DuplicateKeyException(Table, "risk_event_id", stored.RiskEventId);
        }

        return decision.Put(state.RiskEvents, stored);
    }

    /// <summary>Notes how one was settled.</summary>
    public RiskEvent Resolve(Decision decision, Guid riskEventId, string resolution, DateTime? at)
    {
        if (decision.Find(state.RiskEvents, riskEventId) is { ResolvedAt: null } open)
        {
            var resolved = open with { ResolvedAt = at ?? decision.Time, Resolution = resolution };
            return decision.Put(state.RiskEvents, resolved);
        }

        throw decision.Knows(state.RiskEventIds, IdentitySet.Of(riskEventId))
            ? new InvalidRowException(Table, 0, "resolution", resolution, $"the risk event {riskEventId} is resolved already.")
            : UnknownReferenceException.Changed(Table, "risk_event_id", riskEventId);
    }
}
