namespace TradeStore.Storage.Journal;

/// <summary>
/// The tail that was cut: never acknowledged as far as the journal can tell. Where the store has applied <see cref="Sequence"/> already,
/// it was acknowledged and damaged afterwards.
/// </summary>
/// <param name="Sequence">The sequence number that would have stood there.</param>
/// <param name="HighestSequence">The highest one that whole frames or names of segments in what was cut speak of; 0 when there is none.</param>
/// <param name="Segment">The segment that was cut.</param>
/// <param name="Offset">From where on.</param>
/// <param name="Bytes">Bytes to the last one that was not zero.</param>
/// <param name="Claim">What the header there says; null when it is not readable.</param>
/// <param name="RemovedSegments">Later segments of the same unfinished group, set aside.</param>
internal sealed record JournalCut(
    long Sequence, long HighestSequence, string Segment, long Offset, long Bytes, FrameClaim? Claim, IReadOnlyList<string> RemovedSegments);
