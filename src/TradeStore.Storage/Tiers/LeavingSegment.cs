namespace TradeStore.Storage.Tiers;

/// <summary>What has left the map and is not dropped yet.</summary>
/// <param name="Version">The first map without it.</param>
/// <param name="Location">Where it is, as SQL names it.</param>
/// <param name="Segment">The segment of a partition; <see langword="null"/> for a tail.</param>
/// <param name="Checkpoints">The number of checkpoints after which no database that may come back names it.</param>
internal sealed record LeavingSegment(long Version, string Location, Segment? Segment, long Checkpoints);
