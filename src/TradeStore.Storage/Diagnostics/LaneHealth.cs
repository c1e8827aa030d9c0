using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Diagnostics;

/// <summary>How full a lane is.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Depth">The batches that wait for the journal.</param>
/// <param name="Bytes">The bytes of all batches that are not yet applied to the engine.</param>
/// <param name="Capacity">The bytes the lane may hold: <c>Ingest.LaneCapacity</c>.</param>
/// <param name="Dropped">The batches it has dropped since the store was opened; only the telemetry lane does.</param>
public sealed record LaneHealth(Lane Lane, int Depth, long Bytes, long Capacity, long Dropped);
