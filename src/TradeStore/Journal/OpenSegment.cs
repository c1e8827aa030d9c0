namespace TradeStore.Journal;

/// <summary>A segment that is being written: what of it counts is in <see cref="Segment"/>, what is under way is here.</summary>
internal sealed class OpenSegment(JournalSegment segment, ISegmentFile file) : IDisposable
{
    /// <summary>What of it is acknowledged.</summary>
    public JournalSegment Segment { get; } = segment;

    /// <summary>The file.</summary>
    public ISegmentFile File { get; } = file;

    /// <summary>Where the next frame goes.</summary>
    public long Position { get; set; } = segment.End;

    /// <summary>Up to where writes may have reached the file.</summary>
    public long Reached { get; set; } = segment.End;

    /// <summary>Up to where the disk blocks have been written with zeros ahead of the frames.</summary>
    public long ZeroedTo { get; set; } = segment.End;

    /// <summary>The sequence number of the last frame under way.</summary>
    public long LastSequence { get; set; } = segment.LastSequence;

    /// <summary>Whether a frame of this length goes behind what is pending; into an empty segment any frame does.</summary>
    public bool HasRoomFor(long pending, long length) =>
        Position + pending + length <= Segment.Length || Position + pending == SegmentHeader.Size;

    public void Dispose() => File.Dispose();
}
