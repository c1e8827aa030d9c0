namespace TradeStore.Storage.Tiering;

/// <summary>Something that is due for a partition.</summary>
public sealed record TieringStep
{
    /// <summary>Gets what is done.</summary>
    public required TieringAction Action { get; init; }

    /// <summary>Gets the table.</summary>
    public required string Table { get; init; }

    /// <summary>Gets the partition: its UTC day (<c>20260302</c>) or month (<c>202603</c>).</summary>
    public required string Partition { get; init; }

    /// <summary>Gets the first time of the partition (UTC).</summary>
    public required DateTime From { get; init; }

    /// <summary>Gets the end of the partition (UTC), excluded.</summary>
    public required DateTime To { get; init; }

    /// <summary>Gets why it is due, a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets since when it is due (UTC); <see langword="null"/> when somebody asked for it.</summary>
    public DateTime? DueSince { get; init; }

    /// <summary>Gets the rows that are read; <see langword="null"/> while they were not counted.</summary>
    public long? Rows { get; init; }

    /// <summary>Gets the bytes of what is read; <see langword="null"/> while they were not counted.</summary>
    public long? Bytes { get; init; }
}

/// <summary>What is done to a partition as its data ages.</summary>
public enum TieringAction
{
    /// <summary>Its time is over: it is laid down clustered, in the database.</summary>
    Seal = 0,

    /// <summary>Rows that came late or corrected others are merged into it.</summary>
    Merge,

    /// <summary>It is older than its table stays warm: it becomes Parquet files.</summary>
    Export,

    /// <summary>Small files of it become fewer large ones.</summary>
    Compact,

    /// <summary>It is older than its details are kept: what stays is laid down anew.</summary>
    Reduce,

    /// <summary>Its files are copied to the archive.</summary>
    Archive,

    /// <summary>It is older than its table is kept: it is removed, after it was archived where there is an archive.</summary>
    Expire,

    /// <summary>Somebody asked for it: it comes back from files into the database.</summary>
    Restore,
}

/// <summary>What is being done to a partition.</summary>
public enum TieringStage
{
    /// <summary>Its rows are counted, and cut into slices.</summary>
    Planning = 0,

    /// <summary>They are sorted and written.</summary>
    Writing,

    /// <summary>What was written is read back and compared.</summary>
    Verifying,

    /// <summary>Files are copied to the archive.</summary>
    Archiving,

    /// <summary>The step is done.</summary>
    Done,
}

/// <summary>How far a step is.</summary>
public sealed record TieringProgress
{
    /// <summary>Gets the step.</summary>
    public required TieringStep Step { get; init; }

    /// <summary>Gets what is being done.</summary>
    public required TieringStage Stage { get; init; }

    /// <summary>Gets the rows written so far.</summary>
    public long Rows { get; init; }

    /// <summary>Gets the rows to write; 0 while they are not counted.</summary>
    public long TotalRows { get; init; }

    /// <summary>Gets the bytes of the files written so far; 0 for tables.</summary>
    public long Bytes { get; init; }

    /// <summary>Gets the rows written per second since the step began.</summary>
    public double RowsPerSecond { get; init; }
}

/// <summary>What a run of tiering did.</summary>
public sealed record TieringReport
{
    /// <summary>Gets the steps that were done, in their order.</summary>
    public required IReadOnlyList<TieringResult> Done { get; init; }

    /// <summary>Gets the steps that failed while others went on: a damaged file, say. They are tried again next time.</summary>
    public required IReadOnlyList<TieringFailure> Failed { get; init; }

    /// <summary>Gets how long the run took.</summary>
    public required TimeSpan Duration { get; init; }
}

/// <summary>A step that was done.</summary>
public sealed record TieringResult
{
    /// <summary>Gets the step.</summary>
    public required TieringStep Step { get; init; }

    /// <summary>Gets the rows that the partition has then; 0 when it was removed.</summary>
    public required long Rows { get; init; }

    /// <summary>Gets the bytes that it takes then: of its files, or of its blocks in the database.</summary>
    public required long Bytes { get; init; }

    /// <summary>Gets how long the step took: of small partitions that were done together, each has the same part of it.</summary>
    public required TimeSpan Duration { get; init; }
}

/// <summary>A step that failed; the partition is as it was.</summary>
/// <param name="Step">The step.</param>
/// <param name="Cause">Why.</param>
public sealed record TieringFailure(TieringStep Step, Exception Cause);

/// <summary>How a run ended.</summary>
/// <param name="EndedAt">When (UTC).</param>
/// <param name="Failure">What failed first; <see langword="null"/> when all that was due was done.</param>
internal sealed record TieringOutcome(DateTime EndedAt, string? Failure);
