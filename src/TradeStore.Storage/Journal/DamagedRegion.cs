namespace TradeStore.Storage.Journal;

/// <summary>
/// A place of the journal where the next frame should be and is not; whether it is damage or a torn tail shows at the end of the scan.
/// </summary>
/// <param name="Segment">The segment.</param>
/// <param name="Offset">Where the frame should begin.</param>
/// <param name="Bytes">Bytes to the next whole frame, or to the last byte that is not zero.</param>
/// <param name="FromSequence">The first sequence number that is not there.</param>
/// <param name="ToSequence">The last one; 0 when nothing follows.</param>
/// <param name="FramesBefore">Whole frames of the segment before it.</param>
/// <param name="TimeBefore">When the last of them was written.</param>
/// <param name="Claim">What the header there says.</param>
internal sealed record DamagedRegion(
    JournalSegment Segment, long Offset, long Bytes, long FromSequence, long ToSequence, long FramesBefore, long TimeBefore, FrameClaim? Claim);
