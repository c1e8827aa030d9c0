namespace TradeStore.Storage.Verification;

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

    /// <summary>Gets a value indicating whether rows are damaged or missing; files and tables that nobody names do no harm, nor does what could not be verified further.</summary>
    public bool IsDamage => Kind is not (VerificationFindingKind.UnknownFile or VerificationFindingKind.UnknownTable or VerificationFindingKind.LevelNotReached);
}
