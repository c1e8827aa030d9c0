using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Diagnostics;

/// <summary>The figures of an open store that its meter shows: whoever assembles the store gives them.</summary>
internal interface IStoreGauges
{
    public IEnumerable<LaneHealth> Lanes { get; }

    /// <summary>Gets the acknowledged batches that no read sees yet.</summary>
    public long LagFrames { get; }

    /// <summary>Gets how long the oldest of them has been acknowledged.</summary>
    public TimeSpan LagTime { get; }

    public int ActiveReaders { get; }

    public int WaitingReads { get; }

    public int MaximumReaders { get; }

    public long JournalBytes { get; }

    public long EngineLogBytes { get; }

    public long DatabaseBytes { get; }

    public IEnumerable<(string Table, int Count)> Partitions { get; }

    /// <summary>Gets what was counted of segments that take no rows, tier by tier.</summary>
    public IEnumerable<TierFigures> Tiers { get; }

    /// <summary>Gets how long the step of tiering that is due longest has been due; zero when nothing is.</summary>
    public TimeSpan TieringLag { get; }

    /// <summary>Notes that a checkpoint was made.</summary>
    public void Checkpointed();
}

/// <summary>How full a lane is.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Depth">The batches that wait for the journal.</param>
/// <param name="Bytes">The bytes of all batches that are not yet applied to the engine.</param>
/// <param name="Capacity">The bytes the lane may hold: <c>Ingest.LaneCapacity</c>.</param>
/// <param name="Dropped">The batches it has dropped since the store was opened; only the telemetry lane does.</param>
public sealed record LaneHealth(Lane Lane, int Depth, long Bytes, long Capacity, long Dropped);

/// <summary>What a tier holds, as it was counted when its segments were laid down.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Bytes">The bytes on disk.</param>
/// <param name="RawBytes">The bytes of the values as they travel, uncompressed.</param>
internal sealed record TierFigures(Tier Tier, long Rows, long Bytes, long RawBytes);
