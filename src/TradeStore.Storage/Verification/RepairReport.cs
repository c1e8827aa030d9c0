namespace TradeStore.Storage.Verification;

/// <summary>What a repair did.</summary>
public sealed record RepairReport
{
    /// <summary>Gets each file that was damaged or missing; empty when none was.</summary>
    public required IReadOnlyList<RepairResult> Results { get; init; }

    /// <summary>Gets a value indicating whether nothing is damaged any more.</summary>
    public bool IsWhole => Results.All(r => r.Outcome is RepairOutcome.Restored or RepairOutcome.FoundInPlace or RepairOutcome.NotNeeded);
}

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

/// <summary>What became of a damaged or missing file.</summary>
public enum RepairOutcome
{
    /// <summary>It was taken back from the archive and is what was written; its partition is readable again.</summary>
    Restored = 0,

    /// <summary>It lies in its place and is what was written: somebody put it back. Its partition is readable again.</summary>
    FoundInPlace,

    /// <summary>The store has no archive (<c>Tiering.Archive</c>).</summary>
    NoArchive,

    /// <summary>The archive does not have it.</summary>
    NotInArchive,

    /// <summary>The archive has a file of that name that is not what was written, or that cannot be read.</summary>
    ArchiveDamaged,

    /// <summary>Its partition was replaced or removed meanwhile: nothing is to be repaired any more.</summary>
    NotNeeded,

    /// <summary>
    /// It cannot be put back: a folder, or something else that the store does not move, stands in its place or in that of its folders, or the system does not
    /// let the store write there. Take that away and repair again.
    /// </summary>
    Obstructed,
}
