using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Verification;

namespace TradeStore.Storage.Health;

/// <summary>How a store is at one moment; made by <c>GetHealth</c>. Cheap enough to be asked for every second.</summary>
public sealed record StoreHealth
{
    /// <summary>Gets what the store can do now.</summary>
    public required StoreState State { get; init; }

    /// <summary>Gets why it is faulted; <see langword="null"/> unless it is.</summary>
    public string? FaultReason { get; init; }

    /// <summary>Gets what the full disk keeps the store from; <see langword="null"/> unless something waits for room: then reads go on, and it is done when there is some.</summary>
    public string? DiskFullReason { get; init; }

    /// <summary>Gets the bytes that are free on the disk the store lies on; <see langword="null"/> when the system does not tell.</summary>
    public long? FreeDiskBytes { get; init; }

    /// <summary>Gets the same as a part of the whole disk, 0 to 1.</summary>
    public double? FreeDiskFraction { get; init; }

    /// <summary>Gets the bytes of the journal's files.</summary>
    public required long JournalBytes { get; init; }

    /// <summary>Gets the bytes of the engine's log, which a checkpoint empties.</summary>
    public required long EngineLogBytes { get; init; }

    /// <summary>Gets the bytes of the engine's log at which a checkpoint is due: <c>Writing.CheckpointSize</c>.</summary>
    public required long CheckpointBytes { get; init; }

    /// <summary>Gets how long ago the last checkpoint was, or the opening when there was none since.</summary>
    public required TimeSpan LastCheckpointAge { get; init; }

    /// <summary>Gets the batches that are acknowledged and that no read sees yet.</summary>
    public required long ApplyLagBatches { get; init; }

    /// <summary>Gets how long the oldest of them has been acknowledged; zero when there is none.</summary>
    public required TimeSpan ApplyLagTime { get; init; }

    /// <summary>Gets the lanes, in the order in which they are served.</summary>
    public required IReadOnlyList<LaneHealth> Lanes { get; init; }

    /// <summary>Gets the batches of metrics and logs that were dropped since the store was opened.</summary>
    public required long DroppedTelemetryBatches { get; init; }

    /// <summary>Gets the readers that work now.</summary>
    public required int ActiveReaders { get; init; }

    /// <summary>Gets the reads that wait for a reader.</summary>
    public required int WaitingReads { get; init; }

    /// <summary>Gets the largest number of readers: <c>Readers.Max</c>.</summary>
    public required int MaximumReaders { get; init; }

    /// <summary>Gets the Parquet files that are known to be damaged: reads of their partitions fail until <c>RepairAsync</c> or a restored backup brings them back.</summary>
    public int DamagedFiles { get; init; }

    /// <summary>Gets the partitions in the database file that a read has found damaged since the store was opened: reads of them fail until a backup is restored.</summary>
    public int DamagedTables { get; init; }

    /// <summary>Gets the acknowledged batches that the engine refuses and that lie in <c>quarantine/</c>, each as a file with the reason beside it.</summary>
    public int QuarantinedBatches { get; init; }
    /// <summary>Gets where the files are that opening moved to <c>quarantine/</c>, each with its reason beside it: look at them, and delete them when they are of no use.</summary>
    public IReadOnlyList<string> SetAside { get; init; } = [];

    /// <summary>Gets the last verification since the store was opened; <see langword="null"/> when there was none.</summary>
    public VerificationReport? LastVerification { get; init; }

    /// <summary>Gets how often the engine failed and was opened again since the store was opened.</summary>
    public required int Recoveries { get; init; }

    /// <summary>Gets how long the step of tiering that is due longest has been due; zero when nothing is due.</summary>
    public TimeSpan TieringLag { get; init; }

    /// <summary>Gets when what is due was last done (UTC), by the host or by <c>Tiering.RunAsync</c>; <see langword="null"/> when it was not since the store was opened.</summary>
    public DateTime? LastTieringRun { get; init; }

    /// <summary>Gets what failed first then; <see langword="null"/> when nothing did.</summary>
    public string? LastTieringFailure { get; init; }
}

/// <summary>What a store can do now.</summary>
public enum StoreState
{
    /// <summary>It reads and writes.</summary>
    Open = 0,

    /// <summary>The engine failed and is being opened again: writes are acknowledged, reads fail for now.</summary>
    Recovering,

    /// <summary>It has to be reopened: the engine could not be brought back, or the journal cannot be flushed.</summary>
    Faulted,

    /// <summary>It was closed.</summary>
    Closed,

    /// <summary>The disk is full: reads go on, and what is acknowledged and needs room waits in the journal; <see cref="StoreHealth.DiskFullReason"/> says for what.</summary>
    DiskFull,
}
