using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Opening;

/// <summary>State that a layer above the storage keeps in memory, and decides writes against before they are journalled: made again from the database at each opening.</summary>
internal interface ILiveState
{
    /// <summary>Gets where writes are decided.</summary>
    public IDecisions Decisions { get; }

    /// <summary>Reads the state, once everything in the journal is applied and before anything else is written.</summary>
    /// <param name="session">The database.</param>
    /// <param name="map">Where the rows are.</param>
    /// <returns>What could not be read, a sentence each.</returns>
    public IReadOnlyList<string> Load(DuckDbSession session, TierMap map);
}

/// <summary>What live state is made with.</summary>
/// <param name="Lane">The way of decided writes to the journal.</param>
/// <param name="Clock">The store's clock.</param>
/// <param name="Catalog">The tables as the store has them.</param>
/// <param name="Precision">What becomes of times that are finer than microseconds.</param>
internal sealed record LiveContext(IngestLane Lane, TimeProvider Clock, TableCatalog Catalog, TimePrecision Precision);
