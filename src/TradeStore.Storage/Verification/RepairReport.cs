namespace TradeStore.Storage.Verification;

/// <summary>What a repair did.</summary>
public sealed record RepairReport
{
    /// <summary>Gets each file that was damaged or missing; empty when none was.</summary>
    public required IReadOnlyList<RepairResult> Results { get; init; }

    /// <summary>Gets a value indicating whether nothing is damaged any more.</summary>
    public bool IsWhole => Results.All(r => r.Outcome is RepairOutcome.Restored or RepairOutcome.FoundInPlace or RepairOutcome.NotNeeded);
}
