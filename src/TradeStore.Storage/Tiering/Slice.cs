using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>A part of a partition's rows that is sorted and written at once; the slices of a partition follow each other in the order of the cluster key.</summary>
/// <param name="Condition">The condition on a row <c>s</c>, as SQL; <see langword="null"/> for all rows.</param>
/// <param name="Rows">The rows.</param>
/// <param name="HasTies">Whether there can be rows that the whole key does not tell apart, whose order is that in which they came.</param>
/// <param name="First">The texts at the head of the cluster key in the first row.</param>
/// <param name="Last">The same in the last row.</param>
/// <param name="Heads">All of them that there are.</param>
internal sealed record Slice(string? Condition, long Rows, bool HasTies, IReadOnlyList<string> First, IReadOnlyList<string> Last, IReadOnlyList<IReadOnlyList<string>> Heads)
{
    // Segments of more series are hardly passed over, and the manifest is in memory.
    private const int MostHeads = 64;

    /// <summary>Returns the content of a segment with what the slices that it was made of tell of it.</summary>
    public static SegmentContent Complete(SegmentContent content, IReadOnlyList<Slice> slices) => content with
    {
        First = slices[0].First,
        Last = slices[^1].Last,
        Heads = slices.Sum(s => s.Heads.Count) <= MostHeads ? [.. slices.SelectMany(s => s.Heads).DistinctBy(head => string.Join('\0', head), StringComparer.Ordinal)] : null,
    };
}
