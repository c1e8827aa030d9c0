using System.Text;

namespace TradeStore.Storage.Journal;

/// <summary>Walks file by file through the journal, finds the whole frames and the places where there should be one.</summary>
internal sealed class JournalFileScanner(IJournalStorage storage, FrameCheck check)
{
    private FrameHeader? _previous;

    /// <summary>Places without the frame that belongs there, in order.</summary>
    public List<DamagedRegion> Regions { get; } = [];

    /// <summary>The sequence number of the next frame.</summary>
    public long Expected { get; private set; }

    /// <summary>Everything up to here was acknowledged, as later frames testify.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Where the last group begins: what no later frame testifies to have been acknowledged.</summary>
    public (JournalFile File, long Offset)? LastGroup { get; private set; }

    /// <summary>Scans a file; <paramref name="next"/> is the one behind it.</summary>
    public void Scan(JournalFile journalFile, JournalFile? next)
    {
        Expected = Math.Max(Expected, journalFile.FirstSequence);
        Acknowledged = Math.Max(Acknowledged, journalFile.Header?.DurableSequence ?? 0);
        using var file = storage.Open(journalFile.Name, writable: false);
        using var window = new JournalFileWindow(file);
        long offset = JournalFileHeader.Size;
        while (true)
        {
            if (check.IsWhole(window, offset, out var header) && Follows(header))
            {
                offset = Accept(journalFile, offset, header);
            }
            else if (GoesOnIn(next))
            {
                return;
            }
            else if (FindWhole(window, offset, next?.FirstSequence ?? long.MaxValue, out var found, out var sequence))
            {
                Regions.Add(Region(journalFile, window, offset, found - offset, sequence - 1));
                journalFile.Skips.Add((offset, found));
                Expected = sequence;
                _previous = null;
                offset = found;
            }
            else
            {
                LeaveTail(journalFile, window, offset, found - offset, next);
                return;
            }
        }
    }

    private bool GoesOnIn(JournalFile? next) => next is not null
        && (next.FirstSequence == Expected || next.Header?.PreviousSequence == Expected - 1);

    private void LeaveTail(JournalFile journalFile, JournalFileWindow window, long offset, long bytes, JournalFile? next)
    {
        if (next is not null || bytes > 0)
        {
            Regions.Add(Region(journalFile, window, offset, bytes, next is null ? 0 : next.FirstSequence - 1));
        }
    }

    /// <summary>
    /// A frame begins a group, or is of the group of the one before. Anything else is what a failed group has left behind the group that
    /// was written in its place.
    /// </summary>
    private bool Follows(in FrameHeader header) => header.Sequence == Expected
        && (header.DurableSequence == header.Sequence - 1 || _previous is not { } previous || previous.Sequence != header.Sequence - 1
            || (previous.DurableSequence == header.DurableSequence && previous.TimeMicroseconds == header.TimeMicroseconds));

    private long Accept(JournalFile journalFile, long offset, in FrameHeader header)
    {
        if (_previous?.DurableSequence != header.DurableSequence)
        {
            LastGroup = (journalFile, offset);
        }

        _previous = header;
        Acknowledged = Math.Max(Acknowledged, header.DurableSequence);

        journalFile.Frames++;
        journalFile.LastSequence = header.Sequence;
        journalFile.LastTimeMicroseconds = header.TimeMicroseconds;
        journalFile.End = offset + header.Length;
        Expected = header.Sequence + 1;
        return journalFile.End;
    }

    /// <summary>
    /// Finds the next whole frame that may follow; without one <paramref name="found"/> is where the last byte that is not zero ends.
    /// </summary>
    private bool FindWhole(JournalFileWindow window, long offset, long below, out long found, out long sequence)
    {
        var magic = "TSFR"u8;
        found = offset;
        sequence = 0;
        for (var position = offset; ;)
        {
            var bytes = window.At(position, FrameHeader.Size);
            if (bytes.IsEmpty)
            {
                return false;
            }

            var index = bytes.IndexOf(magic);
            var passed = index < 0 ? bytes.Length : Math.Min(bytes.Length, (index & ~7) + 8);
            var lastSet = bytes[..passed].LastIndexOfAnyExcept((byte)0);
            found = lastSet < 0 ? found : position + lastSet + 1;
            if (index >= 0 && (index & 7) == 0 && check.IsWhole(window, position + index, out var header)
                && header.Sequence > Expected && header.Sequence < below)
            {
                found = position + index;
                sequence = header.Sequence;
                return true;
            }

            position += passed;
        }
    }

    private DamagedRegion Region(JournalFile journalFile, JournalFileWindow window, long offset, long bytes, long to) =>
        new(journalFile, offset, bytes, Expected, to, journalFile.Frames, journalFile.LastTimeMicroseconds, Claim(window, offset));

    private static FrameClaim? Claim(JournalFileWindow window, long offset)
    {
        var bytes = window.At(offset, FrameHeader.Size + FrameHeader.MaxTableBytes);
        if (!FrameHeader.TryRead(bytes, out var header))
        {
            return null;
        }

        var name = bytes[FrameHeader.Size..];
        var table = header.TableBytes <= name.Length ? Encoding.UTF8.GetString(name[..header.TableBytes]) : null;
        return new FrameClaim(header.Sequence, table, header.RowCount, header.Kind);
    }
}
