namespace TradeStore.Storage.Diagnostics;

/// <summary>The figures of an open store that its meter shows: whoever assembles the store gives them.</summary>
internal interface IStoreGauges
{
    IEnumerable<LaneHealth> Lanes { get; }

    /// <summary>Gets the acknowledged batches that no read sees yet.</summary>
    long LagFrames { get; }

    /// <summary>Gets how long the oldest of them has been acknowledged.</summary>
    TimeSpan LagTime { get; }

    int ActiveReaders { get; }

    int WaitingReads { get; }

    int MaximumReaders { get; }

    long JournalBytes { get; }

    long EngineLogBytes { get; }

    long DatabaseBytes { get; }

    IEnumerable<(string Table, int Count)> Partitions { get; }

    /// <summary>Gets what was counted of segments that take no rows, tier by tier.</summary>
    IEnumerable<TierFigures> Tiers { get; }

    /// <summary>Gets how long the step of tiering that is due longest has been due; zero when nothing is.</summary>
    TimeSpan TieringLag { get; }

    /// <summary>Notes that a checkpoint was made.</summary>
    void Checkpointed();
}
