using TradeStore.Storage.Journal;

namespace TradeStore.Storage.Configuration;

/// <summary>What the engine may use of the machine.</summary>
public sealed class EngineOptions
{
    /// <summary>Gets or sets the engine's memory in bytes: by default 8 GB or 60 % of the machine, the lower; 64 MB to 16 TB.</summary>
    public long MemoryLimit { get; set; } = Math.Min(8L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10 * 6);

    /// <summary>Gets or sets the engine's threads: the number of cores by default, 1 to 1,024.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Gets or sets the memory for replaying the engine's log; most of the machine when <see langword="null"/>.</summary>
    internal long? RecoveryMemoryLimit { get; set; }
}

/// <summary>How the engine is written.</summary>
public sealed class WritingOptions
{
    /// <summary>Gets or sets the rows of one transaction when much has piled up: 245,760 by default (two row groups), 1,000 to 10,000,000.</summary>
    public int TransactionRows { get; set; } = 245_760;

    /// <summary>Gets or sets how long acknowledged rows may pile up before they are applied while nobody reads: 500 ms by default, 0 to 10 s. A read has them applied at once.</summary>
    public TimeSpan MaximumDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets the size of the engine's own log at which it is written into the database file: 128 MB by default, 1 MB to 16 GB.</summary>
    public long CheckpointSize { get; set; } = 128L << 20;

    /// <summary>Gets or sets what is called at each step, on the thread that takes it; for tests.</summary>
    internal Action<WritingStep>? Reached { get; set; }

    /// <summary>Gets or sets the rows from which on a group goes straight into its partitions: a row group; less is taken by a memtable in memory.</summary>
    internal int DirectRows { get; set; } = 122_880;

    /// <summary>Gets or sets how long a memtable takes rows before it is moved into its partitions.</summary>
    internal TimeSpan MemtableAge { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>How the store is read.</summary>
public sealed class ReaderOptions
{
    /// <summary>Gets or sets the largest number of reads at the same time: 50 by default, 1 to 1,000.</summary>
    public int Max { get; set; } = 50;

    /// <summary>Gets or sets how long a read waits for a reader: 5 seconds by default, 0 to 1 hour.</summary>
    public TimeSpan WaitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long a query may run: 30 seconds by default, 1 ms to 24 hours. A stream's time counts between its chunks.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets how old a stream's snapshot may be before a checkpoint that waits for it has the rows set aside that its caller has not taken yet: 10 seconds by default, 0 to
    /// 24 hours. They are read at once into a file in <c>temp/</c>, and the stream goes on from there with the same rows.
    /// </summary>
    public TimeSpan MaximumSnapshotAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets how long a query may take before it is logged as slow, with its SQL and never the values of its parameters: 1 second by
    /// default, 0 (every query) to 24 hours.
    /// </summary>
    public TimeSpan SlowQuery { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>What the store tells about itself.</summary>
public sealed class DiagnosticsOptions
{
    /// <summary>
    /// Gets or sets the store's name in metrics and spans (<c>tradestore.store</c>), which tells the stores of one process apart:
    /// <c>default</c> by default, 1 to 64 characters.
    /// </summary>
    public string StoreName { get; set; } = "default";

    /// <summary>
    /// Gets or sets how often the store's own metrics are written into its table <c>system_metrics</c>: never (0) by default, 0 or 1 second to
    /// 24 hours.
    /// </summary>
    public TimeSpan StoreMetricsEvery { get; set; }
}

/// <summary>How writes are taken in.</summary>
public sealed class IngestOptions
{
    /// <summary>Gets or sets the bytes one lane may hold between the caller and the engine: 256 MB by default, 1 MB to 16 GB.</summary>
    public long LaneCapacity { get; set; } = 256L << 20;

    /// <summary>Gets or sets how long a write waits for room in a full lane: 30 seconds by default, 0 to 1 hour.</summary>
    public TimeSpan MaximumWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the largest number of rows in one batch: 1,000,000 by default, 1 to 10,000,000.</summary>
    public int MaximumBatchRows { get; set; } = 1_000_000;

    /// <summary>Gets or sets what becomes of a time that is finer than a microsecond: <see cref="TimePrecision.Cut"/> by default, <c>Cut</c> or <c>Refuse</c>.</summary>
    public TimePrecision TimePrecision { get; set; }
}

/// <summary>What becomes of a time that is finer than the microseconds that are stored, such as <c>DateTime.UtcNow</c> with its 100 nanoseconds.</summary>
public enum TimePrecision
{
    /// <summary>It is cut to the microsecond it lies in, never rounded up: also before 1970 the earlier one.</summary>
    Cut = 0,

    /// <summary>Its row is refused, with all of its batch.</summary>
    Refuse,
}

/// <summary>How the journal is kept.</summary>
public sealed class JournalOptions
{
    /// <summary>Gets or sets what an acknowledged write survives: a power cut (<c>Fsync</c>) by default, <c>Fsync</c> or <c>Os</c>.</summary>
    public Durability Durability { get; set; } = Durability.Fsync;

    /// <summary>Gets or sets the size of a journal file in bytes: 64 MB by default, 1 MB to 1 GB.</summary>
    public long FileSize { get; set; } = 64L << 20;

    /// <summary>Gets or sets how long segments are kept beyond the last checkpoint: 24 hours by default, 0 to 366 days.</summary>
    public TimeSpan RetentionTime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Gets or sets how many bytes of segments are kept beyond the last checkpoint: 2 GB by default, 0 to 1 TB.</summary>
    public long RetentionSize { get; set; } = 2L << 30;

    /// <summary>Gets or sets where segments are kept; the store's folder when <see langword="null"/>.</summary>
    internal IJournalStorage? Storage { get; set; }
}

/// <summary>What an acknowledged write survives.</summary>
public enum Durability
{
    /// <summary>A power cut: the journal is flushed to the disk before the acknowledgement.</summary>
    Fsync = 0,

    /// <summary>A killed process, but not a power cut: the journal is with the operating system.</summary>
    Os,
}
