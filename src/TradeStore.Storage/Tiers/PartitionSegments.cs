using System.Collections.Immutable;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers;

/// <summary>The segments of one partition, oldest generation first.</summary>
internal sealed record PartitionSegments(Partition Partition, ImmutableArray<Segment> Segments)
{
    public TableSchema Table => Segments[0].Table;

    /// <summary>Gets the segment that takes rows.</summary>
    public Segment? Open => Segments[^1] is { State: SegmentState.Open } open ? open : null;

    /// <summary>Gets a value indicating whether a key can come in more than one segment.</summary>
    public bool HasGenerations => Segments[0].Generation != Segments[^1].Generation;

    /// <summary>Gets the generation that a segment with newer rows has.</summary>
    public int NextGeneration => Segments[^1].Generation + 1;
}
