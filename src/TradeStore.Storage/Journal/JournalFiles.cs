namespace TradeStore.Storage.Journal;

/// <summary>The files of the journal in order: written by one thread, read by any.</summary>
internal sealed class JournalFiles(IEnumerable<JournalFile> journalFiles)
{
    private readonly Lock _gate = new();
    private readonly List<JournalFile> _files = [.. journalFiles];

    /// <summary>The last one; null when there is none.</summary>
    public JournalFile? Last
    {
        get
        {
            lock (_gate)
            {
                return _files.Count == 0 ? null : _files[^1];
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
                return _files.Sum(journalFile => journalFile.Length);
            }
        }
    }

    /// <summary>Makes what was written to a file count.</summary>
    public void Commit(OpenJournalFile written, long timeMicroseconds)
    {
        lock (_gate)
        {
            var journalFile = written.JournalFile;
            journalFile.End = written.Position;
            journalFile.Length = Math.Max(journalFile.Length, written.Position);
            journalFile.LastSequence = written.LastSequence;
            journalFile.LastTimeMicroseconds = timeMicroseconds;
            if (_files.Count == 0 || !ReferenceEquals(_files[^1], journalFile))
            {
                _files.Add(journalFile);
            }
        }
    }

    /// <summary>Notes that a file ends behind its last frame now.</summary>
    public void Shorten(JournalFile journalFile)
    {
        lock (_gate)
        {
            journalFile.Length = journalFile.End;
        }
    }

    /// <summary>What there is from <paramref name="firstSequence"/> on, up to where frames count now.</summary>
    public List<(JournalFile File, long End)> From(long firstSequence)
    {
        lock (_gate)
        {
            return [.. _files.Where(journalFile => journalFile.LastSequence >= firstSequence).Select(journalFile => (journalFile, journalFile.End))];
        }
    }

    /// <summary>
    /// The oldest file if it may go: older than <paramref name="notBefore"/>, or one too many for <paramref name="maxBytes"/>; never the
    /// last.
    /// </summary>
    public JournalFile? Releasable(long checkpointedSequence, long notBefore, long maxBytes)
    {
        lock (_gate)
        {
            return _files.Count > 1 && _files[0].LastSequence <= checkpointedSequence
                && _files[1].FirstSequence - 1 <= checkpointedSequence
                && (_files[0].LastTimeMicroseconds < notBefore || _files.Sum(journalFile => journalFile.Length) > maxBytes)
                ? _files[0]
                : null;
        }
    }

    /// <summary>Forgets a file that is gone.</summary>
    public void Remove(JournalFile journalFile)
    {
        lock (_gate)
        {
            _files.Remove(journalFile);
        }
    }
}
