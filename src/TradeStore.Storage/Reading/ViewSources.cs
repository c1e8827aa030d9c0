using System.Collections.Immutable;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading;

/// <summary>What a view of a logical table was made of; made anew when it is another.</summary>
internal readonly record struct ViewSources(ImmutableArray<PartitionSegments> Partitions, ImmutableArray<TailSegment> Tails, int PartitionsOfTails, TimeRange Times, string Widened, CorrectedRows Corrected);
