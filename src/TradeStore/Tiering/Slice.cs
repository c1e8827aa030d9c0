namespace TradeStore.Tiering;

/// <summary>A part of a partition's rows that is sorted and written at once; the slices of a partition follow each other in the order of the cluster key.</summary>
/// <param name="Condition">The condition on a row <c>s</c>, as SQL; <see langword="null"/> for all rows.</param>
/// <param name="Rows">The rows.</param>
/// <param name="HasTies">Whether there can be rows that the whole key does not tell apart, whose order is that in which they came.</param>
/// <param name="First">The texts at the head of the cluster key in the first row.</param>
/// <param name="Last">The same in the last row.</param>
internal sealed record Slice(string? Condition, long Rows, bool HasTies, IReadOnlyList<string> First, IReadOnlyList<string> Last);
