namespace TradeStore.Storage.Tiering;

/// <summary>A step that failed; the partition is as it was.</summary>
/// <param name="Step">The step.</param>
/// <param name="Cause">Why.</param>
public sealed record TieringFailure(TieringStep Step, Exception Cause);
