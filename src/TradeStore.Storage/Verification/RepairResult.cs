namespace TradeStore.Storage.Verification;

/// <summary>What became of one damaged or missing file.</summary>
public sealed record RepairResult
{
    /// <summary>Gets the logical table.</summary>
    public required string Table { get; init; }

    /// <summary>Gets the partition: its UTC day (<c>20260302</c>) or month (<c>202603</c>).</summary>
    public required string Partition { get; init; }

    /// <summary>Gets the file, as its path within the store.</summary>
    public required string File { get; init; }

    /// <summary>Gets what became of it.</summary>
    public required RepairOutcome Outcome { get; init; }

    /// <summary>Gets the same as a sentence.</summary>
    public required string What { get; init; }
}
