namespace TradeStore.Storage.Journal;

/// <summary>A file that is being written: what of it counts is in <see cref="JournalFile"/>, what is under way is here.</summary>
internal sealed class OpenJournalFile(JournalFile journalFile, IStoredFile file) : IDisposable
{
    private const int ZeroAheadBytes = 256 << 10;
    private const long ZeroAheadBelow = 64 << 10;
    private const long SmallGroupBytes = 128 << 10;

    private static readonly byte[] Zeros = new byte[ZeroAheadBytes];
    private long _zeroedTo = journalFile.End;

    /// <summary>What of it is acknowledged.</summary>
    public JournalFile JournalFile { get; } = journalFile;

    /// <summary>The file.</summary>
    public IStoredFile File { get; } = file;

    /// <summary>Where the next frame goes.</summary>
    public long Position { get; set; } = journalFile.End;

    /// <summary>Up to where writes may have reached the file.</summary>
    public long Reached { get; set; } = journalFile.End;

    /// <summary>The sequence number of the last frame under way.</summary>
    public long LastSequence { get; set; } = journalFile.LastSequence;

    /// <summary>Whether a frame of this length goes behind what is pending; into an empty file any frame does.</summary>
    public bool HasRoomFor(long pending, long length) =>
        Position + pending + length <= JournalFile.Length || Position + pending == JournalFileHeader.Size;

    /// <summary>
    /// Writes zeros ahead of the frames, with the flush of a small group: a flush into blocks that were never written must record that
    /// they are in use now, and takes longer.
    /// </summary>
    public void ZeroAhead()
    {
        if (Position - JournalFile.End > SmallGroupBytes || _zeroedTo - Position >= ZeroAheadBelow)
        {
            return;
        }

        var from = Math.Max(_zeroedTo, Position);
        var bytes = Math.Min(ZeroAheadBytes, JournalFile.Length - from);
        if (bytes > 0)
        {
            File.Write(Zeros.AsSpan(0, (int)bytes), from);
            _zeroedTo = from + bytes;
        }
    }

    /// <summary>Overwrites with zeros what a failed group may have left.</summary>
    public void ZeroRemains()
    {
        for (var offset = JournalFile.End; offset < Reached;)
        {
            var bytes = (int)Math.Min(Zeros.Length, Reached - offset);
            File.Write(Zeros.AsSpan(0, bytes), offset);
            offset += bytes;
        }
    }

    /// <summary>Goes back to what is acknowledged.</summary>
    public void Revert()
    {
        Position = Reached = JournalFile.End;
        LastSequence = JournalFile.LastSequence;
    }

    public void Dispose() => File.Dispose();
}
