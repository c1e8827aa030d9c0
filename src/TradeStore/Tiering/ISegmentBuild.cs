using TradeStore.Tiers;

namespace TradeStore.Tiering;

/// <summary>Segments while they are written: nobody sees them before the switch, and nothing of them is left when there is none.</summary>
internal interface ISegmentBuild : IAsyncDisposable
{
    /// <summary>Writes the rows of a slice; returns the bytes of the file, 0 for a table.</summary>
    /// <param name="rows">The rows in their order, as a SELECT.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="cancellationToken">Gives the build up.</param>
    public Task<long> WriteAsync(string rows, Slice slice, CancellationToken cancellationToken);

    /// <summary>Reads back what was written and returns the segments with what they hold.</summary>
    /// <param name="slices">The slices that were written.</param>
    /// <param name="cancellationToken">Gives the build up.</param>
    public Task<IReadOnlyList<Segment>> ReadBackAsync(IReadOnlyList<Slice> slices, CancellationToken cancellationToken);

    /// <summary>Has the segments take the place of others, for good, and returns them.</summary>
    /// <param name="removed">The others.</param>
    /// <param name="built">The segments as they were read back.</param>
    /// <param name="cancellationToken">Gives the build up, until the manifest is changed.</param>
    public Task<IReadOnlyList<Segment>> SwitchAsync(IReadOnlyCollection<Segment> removed, IReadOnlyList<Segment> built, CancellationToken cancellationToken);
}
