namespace TradeStore.Storage.Journal;

/// <summary>The segments of the journal in order: written by one thread, read by any.</summary>
internal sealed class JournalSegments(IEnumerable<JournalSegment> segments)
{
    private readonly Lock _gate = new();
    private readonly List<JournalSegment> _segments = [.. segments];

    /// <summary>The last one; null when there is none.</summary>
    public JournalSegment? Last
    {
        get
        {
            lock (_gate)
            {
                return _segments.Count == 0 ? null : _segments[^1];
            }
        }
    }

    /// <summary>The length of all files.</summary>
    public long SizeBytes
    {
        get
        {
            lock (_gate)
            {
                return _segments.Sum(segment => segment.Length);
            }
        }
    }

    /// <summary>Makes what was written to a segment count.</summary>
    public void Commit(OpenSegment written, long timeMicroseconds)
    {
        lock (_gate)
        {
            var segment = written.Segment;
            segment.End = written.Position;
            segment.Length = Math.Max(segment.Length, written.Position);
            segment.LastSequence = written.LastSequence;
            segment.LastTimeMicroseconds = timeMicroseconds;
            if (_segments.Count == 0 || !ReferenceEquals(_segments[^1], segment))
            {
                _segments.Add(segment);
            }
        }
    }

    /// <summary>Notes that a segment's file ends behind its last frame now.</summary>
    public void Shorten(JournalSegment segment)
    {
        lock (_gate)
        {
            segment.Length = segment.End;
        }
    }

    /// <summary>What there is from <paramref name="firstSequence"/> on, up to where frames count now.</summary>
    public List<(JournalSegment Segment, long End)> From(long firstSequence)
    {
        lock (_gate)
        {
            return [.. _segments.Where(segment => segment.LastSequence >= firstSequence).Select(segment => (segment, segment.End))];
        }
    }

    /// <summary>
    /// The oldest segment if it may go: older than <paramref name="notBefore"/>, or one too many for <paramref name="maxBytes"/>; never the
    /// last.
    /// </summary>
    public JournalSegment? Releasable(long checkpointedSequence, long notBefore, long maxBytes)
    {
        lock (_gate)
        {
            return _segments.Count > 1 && _segments[0].LastSequence <= checkpointedSequence
                && _segments[1].FirstSequence - 1 <= checkpointedSequence
                && (_segments[0].LastTimeMicroseconds < notBefore || _segments.Sum(segment => segment.Length) > maxBytes)
                ? _segments[0]
                : null;
        }
    }

    /// <summary>Forgets a segment that is gone.</summary>
    public void Remove(JournalSegment segment)
    {
        lock (_gate)
        {
            _segments.Remove(segment);
        }
    }
}
