using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

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
