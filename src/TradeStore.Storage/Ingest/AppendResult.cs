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
