namespace TradeStore.Storage.Verification;

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
