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
