namespace TradeStore.Storage.Tiering;

/// <summary>How a run ended.</summary>
/// <param name="EndedAt">When (UTC).</param>
/// <param name="Failure">What failed first; <see langword="null"/> when all that was due was done.</param>
internal sealed record TieringOutcome(DateTime EndedAt, string? Failure);
