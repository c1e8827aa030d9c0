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
