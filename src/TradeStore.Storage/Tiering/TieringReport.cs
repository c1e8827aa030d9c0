namespace TradeStore.Storage.Tiering;

/// <summary>What a run of tiering did.</summary>
public sealed record TieringReport
{
    /// <summary>Gets the steps that were done, in their order.</summary>
    public required IReadOnlyList<TieringResult> Done { get; init; }

    /// <summary>Gets the steps that failed while others went on: a damaged file, say. They are tried again next time.</summary>
    public required IReadOnlyList<TieringFailure> Failed { get; init; }

    /// <summary>Gets how long the run took.</summary>
    public required TimeSpan Duration { get; init; }
}

/// <summary>A step that was done.</summary>
public sealed record TieringResult
{
    /// <summary>Gets the step.</summary>
    public required TieringStep Step { get; init; }

    /// <summary>Gets the rows that the partition has then; 0 when it was removed.</summary>
    public required long Rows { get; init; }

    /// <summary>Gets the bytes that it takes then: of its files, or of its blocks in the database.</summary>
    public required long Bytes { get; init; }

    /// <summary>Gets how long the step took: of small partitions that were done together, each has the same part of it.</summary>
    public required TimeSpan Duration { get; init; }
}

/// <summary>A step that failed; the partition is as it was.</summary>
/// <param name="Step">The step.</param>
/// <param name="Cause">Why.</param>
public sealed record TieringFailure(TieringStep Step, Exception Cause);

/// <summary>How a run ended.</summary>
/// <param name="EndedAt">When (UTC).</param>
/// <param name="Failure">What failed first; <see langword="null"/> when all that was due was done.</param>
internal sealed record TieringOutcome(DateTime EndedAt, string? Failure);
