namespace TradeStore.Storage.Journal;

/// <summary>A file and what is known of it.</summary>
internal sealed class JournalFile(string name, long firstSequence)
{
    /// <summary>The file.</summary>
    public string Name { get; } = name;

    /// <summary>The sequence number of its first frame.</summary>
    public long FirstSequence { get; } = firstSequence;

    /// <summary>The last sequence number in it; <c>FirstSequence - 1</c> while it has no frame.</summary>
    public long LastSequence { get; set; } = firstSequence - 1;

    /// <summary>Where its last whole frame ends.</summary>
    public long End { get; set; } = JournalFileHeader.Size;

    /// <summary>The length of the file.</summary>
    public long Length { get; set; }

    /// <summary>When its last frame was written; when it has none, when it was created.</summary>
    public long LastTimeMicroseconds { get; set; }

    /// <summary>Whole frames found at open.</summary>
    public long Frames { get; set; }

    /// <summary>The header; null when it is damaged.</summary>
    public JournalFileHeader? Header { get; set; }

    /// <summary>Damaged places and where to go on behind them.</summary>
    public List<(long Offset, long Resume)> Skips { get; } = [];

    /// <summary>Whether it is this store's for certain: by its header, or by a frame, whose checksum begins with the store's id.</summary>
    public bool IsProven => Header is not null || Frames > 0;

    /// <summary>Whether nothing more may be written to it.</summary>
    public bool IsDamaged => Header is null || Skips.Count > 0;

    /// <summary>Where to go on from <paramref name="offset"/>.</summary>
    public long Resume(long offset)
    {
        foreach (var (damaged, resume) in Skips)
        {
            if (damaged == offset)
            {
                return resume;
            }
        }

        return offset;
    }
}
