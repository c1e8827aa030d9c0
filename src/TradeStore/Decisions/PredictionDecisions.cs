using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Tables;

namespace TradeStore.Decisions;

/// <summary>Decides about prediction markets: that what one names is there.</summary>
internal sealed class PredictionDecisions(LiveState state)
{
    /// <summary>Writes an event over the one with its id.</summary>
    public void Put(Decision decision, PredictionEvent happening)
    {
        decision.Append(PredictionEventTable.Definition, happening);
        Know(decision, state.EventIds, happening.EventId);
    }

    /// <summary>Writes a market over the one with its id.</summary>
    public void Put(Decision decision, PredictionMarket market)
    {
        Check(decision, state.EventIds, PredictionMarketTable.Definition.Name, "event_id", market.EventId);
        decision.Append(PredictionMarketTable.Definition, market);
        Know(decision, state.MarketIds, market.MarketId);
    }

    /// <summary>Refuses a snapshot of a market that is not in the store.</summary>
    public void Check(Decision decision, MarketSnapshot snapshot) => Check(decision, state.MarketIds, MarketSnapshotTable.Definition.Name, "market_id", snapshot.MarketId);

    // A row without its id is refused when it is encoded.
    private static void Know(Decision decision, IdentitySet ids, string? id)
    {
        if (id is not null)
        {
            decision.TryClaim(ids, IdentitySet.Of(id));
        }
    }

    private static void Check(Decision decision, IdentitySet ids, string table, string column, string? id)
    {
        if (id is not null && !decision.Knows(ids, IdentitySet.Of(id)))
        {
            throw new UnknownReferenceException(table, column, id);
        }
    }
}
