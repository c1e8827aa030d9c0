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
