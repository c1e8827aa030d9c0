namespace TradeStore.Storage.Verification;

/// <summary>What a verification looked at and found.</summary>
public sealed record VerificationReport
{
    /// <summary>Gets how much was looked at.</summary>
    public required VerificationLevel Level { get; init; }

    /// <summary>Gets when it began (UTC).</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>Gets how long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Gets the parts of partitions (files and tables) that were checked.</summary>
    public required int Segments { get; init; }

    /// <summary>Gets their rows, as far as they are counted: those of parts that still take rows are not.</summary>
    public required long Rows { get; init; }

    /// <summary>Gets their bytes, as far as they are counted.</summary>
    public required long Bytes { get; init; }

    /// <summary>Gets what is not as it should be.</summary>
    public required IReadOnlyList<VerificationFinding> Findings { get; init; }

    /// <summary>Gets a value indicating whether nothing was found that is damage.</summary>
    public bool IsSound => !Findings.Any(f => f.IsDamage);
}

/// <summary>How far a verification is.</summary>
public sealed record VerificationProgress
{
    /// <summary>Gets the parts of partitions that were checked so far.</summary>
    public required int Segments { get; init; }

    /// <summary>Gets the parts to check.</summary>
    public required int TotalSegments { get; init; }

    /// <summary>Gets the bytes of those checked so far, as far as they are counted.</summary>
    public required long Bytes { get; init; }

    /// <summary>Gets the bytes to check, as far as they are counted.</summary>
    public required long TotalBytes { get; init; }

    /// <summary>Gets the findings so far.</summary>
    public required int Findings { get; init; }
}

/// <summary>Something that is not as it should be.</summary>
public sealed record VerificationFinding
{
    /// <summary>Gets what it is.</summary>
    public required VerificationFindingKind Kind { get; init; }

    /// <summary>Gets the logical table; <see langword="null"/> for a file or table that belongs to none.</summary>
    public string? Table { get; init; }

    /// <summary>Gets the partition: its UTC day (<c>20260302</c>) or month (<c>202603</c>); <see langword="null"/> for a file or table that belongs to none.</summary>
    public string? Partition { get; init; }

    /// <summary>Gets the file, as its path within the store; for a part in the database its table there.</summary>
    public required string File { get; init; }

    /// <summary>Gets what was found, a sentence.</summary>
    public required string What { get; init; }

    /// <summary>Gets where the file was moved to, as its path within the store; <see langword="null"/> when it was not moved.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Gets a value indicating whether rows are damaged or missing; files and tables that nobody names do no harm.</summary>
    public bool IsDamage => Kind is not (VerificationFindingKind.UnknownFile or VerificationFindingKind.UnknownTable);
}

/// <summary>What a verification found.</summary>
public enum VerificationFindingKind
{
    /// <summary>A file is not there.</summary>
    MissingFile = 0,

    /// <summary>A file is longer or shorter than what was written.</summary>
    WrongSize,

    /// <summary>A file's SHA-256 is not that of what was written.</summary>
    WrongChecksum,

    /// <summary>A file or table cannot be read.</summary>
    Unreadable,

    /// <summary>A table of the database is not there.</summary>
    MissingTable,

    /// <summary>The rows read are not those that were written.</summary>
    WrongContent,

    /// <summary>An earlier verification found the file damaged, and it was not repaired since.</summary>
    KnownDamage,

    /// <summary>A file in <c>cold/</c> that the manifest does not name. It does no harm; the next opening moves it to <c>quarantine/</c> if the store has made it, and leaves it alone otherwise.</summary>
    UnknownFile,

    /// <summary>A table among the partitions' that the manifest does not name. It does no harm; the next opening drops it.</summary>
    UnknownTable,
}

/// <summary>How much a verification looks at; each level includes those before it.</summary>
public enum VerificationLevel
{
    /// <summary>The manifest against the disk: every file is there with its size, every table is there, and none that the manifest does not name. Milliseconds.</summary>
    Files = 0,

    /// <summary>Also the SHA-256 of every file, which finds every flipped bit. As long as reading all files takes.</summary>
    Checksums,

    /// <summary>Also what the engine reads of every sealed part, in files and in the database: its rows, its first and last time, and a sum of hashes, one of all columns of each row.</summary>
    Content,

    /// <summary>Also what another implementation of Parquet than the engine's (Parquet.Net) reads of every file: each value, by the same hashes.</summary>
    Independent,
}

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
