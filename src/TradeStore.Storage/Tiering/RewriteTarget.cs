using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>What a partition becomes when it is laid down anew.</summary>
/// <param name="Tier">Where its rows lie then.</param>
internal sealed record RewriteTarget(Tier Tier)
{
    /// <summary>Gets what stays of its rows; all of them when <see langword="null"/>.</summary>
    public Reduction? Reduction { get; init; }

    /// <summary>Gets until when it is not exported although its age says so, in microseconds since 1970.</summary>
    public long? WarmUntil { get; init; }
}

/// <summary>Segments of one partition while they are written: nobody sees them before the switch, and nothing of them is left when there is none.</summary>
internal interface ISegmentBuild : IAsyncDisposable
{
    /// <summary>Writes the rows of a slice; returns the bytes of the file, 0 for a table.</summary>
    /// <param name="rows">The rows in their order, as a SELECT.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="cancellationToken">Gives the build up.</param>
    public Task<long> WriteAsync(string rows, Slice slice, CancellationToken cancellationToken);

    /// <summary>Gets what was written, each part as SQL that stands behind FROM.</summary>
    public IReadOnlyList<string> Written { get; }

    /// <summary>Returns the segments with what they hold.</summary>
    /// <param name="contents">What was read back of each part of <see cref="Written"/>.</param>
    /// <param name="slices">The slices that were written.</param>
    /// <param name="cancellationToken">Gives the build up.</param>
    public Task<IReadOnlyList<Segment>> CompleteAsync(IReadOnlyList<SegmentContent> contents, IReadOnlyList<Slice> slices, CancellationToken cancellationToken);

    /// <summary>Puts what was written and is right where it is to stay, and returns the segments as the manifest is to name them.</summary>
    /// <param name="built">The segments as they were read back.</param>
    /// <param name="cancellationToken">Gives the build up.</param>
    public IReadOnlyList<Segment> Publish(IReadOnlyList<Segment> built, CancellationToken cancellationToken);

    /// <summary>Keeps what was published: the manifest is about to name it.</summary>
    public void Keep();
}

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
