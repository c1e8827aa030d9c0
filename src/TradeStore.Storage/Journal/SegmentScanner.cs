using System.Text;

namespace TradeStore.Storage.Journal;

/// <summary>Walks segment by segment through the journal, finds the whole frames and the places where there should be one.</summary>
internal sealed class SegmentScanner(IJournalStorage storage, FrameCheck check)
{
    private FrameHeader? _previous;

    /// <summary>Places without the frame that belongs there, in order.</summary>
    public List<DamagedRegion> Regions { get; } = [];

    /// <summary>The sequence number of the next frame.</summary>
    public long Expected { get; private set; }

    /// <summary>Everything up to here was acknowledged, as later frames testify.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Where the last group begins: what no later frame testifies to have been acknowledged.</summary>
    public (JournalSegment Segment, long Offset)? LastGroup { get; private set; }

    /// <summary>Scans a segment; <paramref name="next"/> is the one behind it.</summary>
    public void Scan(JournalSegment segment, JournalSegment? next)
    {
        Expected = Math.Max(Expected, segment.FirstSequence);
        Acknowledged = Math.Max(Acknowledged, segment.Header?.DurableSequence ?? 0);
        using var file = storage.Open(segment.Name, writable: false);
        using var window = new SegmentWindow(file);
        long offset = SegmentHeader.Size;
        while (true)
        {
            if (check.IsWhole(window, offset, out var header) && Follows(header))
            {
                offset = Accept(segment, offset, header);
            }
            else if (GoesOnIn(next))
            {
                return;
            }
            else if (FindWhole(window, offset, next?.FirstSequence ?? long.MaxValue, out var found, out var sequence))
            {
                Regions.Add(Region(segment, window, offset, found - offset, sequence - 1));
                segment.Skips.Add((offset, found));
                Expected = sequence;
                _previous = null;
                offset = found;
            }
            else
            {
                LeaveTail(segment, window, offset, found - offset, next);
                return;
            }
        }
    }

    private bool GoesOnIn(JournalSegment? next) => next is not null
        && (next.FirstSequence == Expected || next.Header?.PreviousSequence == Expected - 1);

    private void LeaveTail(JournalSegment segment, SegmentWindow window, long offset, long bytes, JournalSegment? next)
    {
        if (next is not null || bytes > 0)
        {
            Regions.Add(Region(segment, window, offset, bytes, next is null ? 0 : next.FirstSequence - 1));
        }
    }

    /// <summary>
    /// A frame begins a group, or is of the group of the one before. Anything else is what a failed group has left behind the group that
    /// was written in its place.
    /// </summary>
    private bool Follows(in FrameHeader header) => header.Sequence == Expected
        && (header.DurableSequence == header.Sequence - 1 || _previous is not { } previous || previous.Sequence != header.Sequence - 1
            || (previous.DurableSequence == header.DurableSequence && previous.TimeMicroseconds == header.TimeMicroseconds));

    private long Accept(JournalSegment segment, long offset, in FrameHeader header)
    {
        if (_previous?.DurableSequence != header.DurableSequence)
        {
            LastGroup = (segment, offset);
        }

        _previous = header;
        Acknowledged = Math.Max(Acknowledged, header.DurableSequence);

        segment.Frames++;
        segment.LastSequence = header.Sequence;
        segment.LastTimeMicroseconds = header.TimeMicroseconds;
        segment.End = offset + header.Length;
        Expected = header.Sequence + 1;
        return segment.End;
    }

    /// <summary>
    /// Finds the next whole frame that may follow; without one <paramref name="found"/> is where the last byte that is not zero ends.
    /// </summary>
    private bool FindWhole(SegmentWindow window, long offset, long below, out long found, out long sequence)
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

    private DamagedRegion Region(JournalSegment segment, SegmentWindow window, long offset, long bytes, long to) =>
        new(segment, offset, bytes, Expected, to, segment.Frames, segment.LastTimeMicroseconds, Claim(window, offset));

    private static FrameClaim? Claim(SegmentWindow window, long offset)
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
