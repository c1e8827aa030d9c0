namespace TradeStore.Storage.Journal;

/// <summary>Acknowledged frames that are damaged or missing.</summary>
/// <param name="FromSequence">The first sequence number lost.</param>
/// <param name="ToSequence">The last sequence number lost.</param>
/// <param name="Segment">The segment they stood in, or the one before the missing one.</param>
/// <param name="Offset">Where in the segment.</param>
/// <param name="Bytes">How many bytes; 0 when a whole segment is missing.</param>
internal sealed record JournalLoss(long FromSequence, long ToSequence, string Segment, long Offset, long Bytes);
