namespace TradeStore.Storage.Ingest;

/// <summary>What became of a batch that is durable.</summary>
public sealed record AppendResult
{
    /// <summary>Gets how many rows the batch had.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets what became of them; <see langword="null"/> when that is not known, which <see cref="Uncounted"/> explains. The rows are durable either way.</summary>
    public AppendCounts? Counts { get; init; }

    /// <summary>Gets why there are no counts; <see langword="null"/> when there are.</summary>
    public UncountedReason? Uncounted { get; init; }
}

/// <summary>
/// What became of the rows of a batch, each against what the store held when its turn came: rows of earlier batches, in whatever tier, and the rows before it in
/// its own. The four numbers add up to the rows of the batch.
/// </summary>
public sealed record AppendCounts
{
    /// <summary>Gets how many rows are new.</summary>
    public int Kept { get; init; }

    /// <summary>Gets how many were there already: the same key, and every other column the same but the time at which the store took it in.</summary>
    public int AlreadyThere { get; init; }

    /// <summary>Gets how many took the place of a row with their key and other content, in a table that replaces.</summary>
    public int Replaced { get; init; }

    /// <summary>
    /// Gets how many were left out, because a row with their key and other content stays: the first one of a table that ignores duplicates; of bars, a complete one
    /// that a forming one would have replaced.
    /// </summary>
    public int InConflict { get; init; }
}

/// <summary>Why it is not known what became of the rows of a durable batch.</summary>
public enum UncountedReason
{
    /// <summary>The engine was opened again and the batch came from the journal, where nothing is counted.</summary>
    EngineRecovered = 0,

    /// <summary>The batch was not applied within <see cref="Configuration.ReaderOptions.QueryTimeout"/>.</summary>
    NotAppliedInTime,

    /// <summary>The batch cannot be applied before there is room on the disk.</summary>
    DiskFull,

    /// <summary>What is stored of the batch's times cannot be read: health and <c>Store.VerifyAsync</c> say which file is damaged.</summary>
    Damaged,

    /// <summary>The store is faulted or was closed.</summary>
    StoreFaulted,

    /// <summary>The caller has given up waiting.</summary>
    Cancelled,
}
