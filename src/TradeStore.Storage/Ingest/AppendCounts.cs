namespace TradeStore.Storage.Ingest;

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
