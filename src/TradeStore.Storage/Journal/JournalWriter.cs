using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Journal;

/// <summary>Writes groups of frames, all or nothing; one thread at a time.</summary>
internal sealed partial class JournalWriter(IJournalStorage storage, JournalSettings settings, FrameCheck check, JournalFiles journalFiles) : IDisposable
{
    private readonly GroupWriter _group = new(check);
    private readonly List<OpenJournalFile> _created = [];
    private readonly List<string> _leftBehind = [];
    private OpenJournalFile? _active;
    private bool _dirty;

    /// <summary>Whether a flush has failed: the disk may lack what was written, and no later flush would tell.</summary>
    public bool IsFaulted { get; private set; }

    /// <summary>Goes on in a file that is already there.</summary>
    public void GoOn(JournalFile journalFile) => _active = new OpenJournalFile(journalFile, storage.Open(journalFile.Name, writable: true));

    /// <summary>The next group begins a new file.</summary>
    public void LeaveFile()
    {
        var left = _active;
        _active = null;
        left?.Dispose();
    }

    /// <summary>Writes and flushes a group; when it throws, nothing of the group counts.</summary>
    public void Write(IReadOnlyList<IJournalPayload> payloads, long firstSequence, long previousSequence, long durableSequence)
    {
        ThrowIfFaulted();
        CleanUp();
        var time = Microseconds(settings.TimeProvider.GetUtcNow());
        try
        {
            WriteFrames(payloads, firstSequence, previousSequence, durableSequence, time);
        }
        catch
        {
            Abandon();
            throw;
        }

        Flush();
        var isRolled = _created.Count > 0;
        Commit(time);
        settings.Mark?.Acknowledge(_active!.LastSequence, _active.JournalFile.FirstSequence, flush: isRolled && settings.Durability == JournalDurability.Fsync);
    }

    public void Dispose() => Disposal.Of([.. _created, _active]);

    private static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private OpenJournalFile? Current => _created.Count > 0 ? _created[^1] : _active;

    private void WriteFrames(IReadOnlyList<IJournalPayload> payloads, long sequence, long previousSequence, long durableSequence, long time)
    {
        for (var index = 0; index < payloads.Count; index++)
        {
            var length = _group.FrameLength(payloads[index]);
            if (Current is not { } journalFile || !journalFile.HasRoomFor(_group.Pending, length))
            {
                if (Current is { } full)
                {
                    _group.Complete(full);
                }

                journalFile = CreateFile(sequence, index == 0 ? previousSequence : sequence - 1, durableSequence, length, time);
            }

            _group.Add(journalFile, payloads[index], sequence++, time, durableSequence);
        }

        _group.Complete(Current!);
        if (settings.Durability == JournalDurability.Fsync)
        {
            Current!.ZeroAhead();
        }
    }

    /// <summary>Creates under another name and renames, so that a crash in between leaves nothing that looks like a file.</summary>
    private OpenJournalFile CreateFile(long firstSequence, long previousSequence, long durableSequence, long frameLength, long time)
    {
        var header = new JournalFileHeader(settings.StoreId, firstSequence, previousSequence, durableSequence, time);
        var journalFile = new JournalFile(JournalFileName.Of(firstSequence), firstSequence)
        {
            Header = header,
            Length = Math.Max(settings.FileBytes, JournalFileHeader.Size + frameLength),
            LastTimeMicroseconds = time,
        };
        var unfinished = journalFile.Name + JournalFileName.UnfinishedSuffix;
        var file = storage.Create(unfinished, journalFile.Length);
        _leftBehind.Add(unfinished);
        try
        {
            Span<byte> bytes = stackalloc byte[JournalFileHeader.Size];
            header.Write(bytes);
            file.Write(bytes, 0);
            if (settings.Durability == JournalDurability.Fsync)
            {
                file.Flush();
            }

            storage.Rename(unfinished, journalFile.Name);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _leftBehind[^1] = journalFile.Name;
        var open = new OpenJournalFile(journalFile, file);
        _created.Add(open);
        SyncFolder();
        return open;
    }

    private void Flush()
    {
        if (settings.Durability == JournalDurability.Os)
        {
            return;
        }

        try
        {
            _active?.File.Flush();
            foreach (var journalFile in _created)
            {
                journalFile.File.Flush();
            }
        }
        catch
        {
            IsFaulted = true;
            throw;
        }
    }

    private void Commit(long time)
    {
        if (_active is not null && _active.Position > _active.JournalFile.End)
        {
            journalFiles.Commit(_active, time);
        }

        foreach (var journalFile in _created)
        {
            journalFiles.Commit(journalFile, time);
            LeaveFlushed();
            _active = journalFile;
        }

        _created.Clear();
        _leftBehind.Clear();
    }

    // What it holds is durable: that it cannot be closed takes nothing of the group back.
    private void LeaveFlushed()
    {
        try
        {
            LeaveFile();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    private void Abandon()
    {
        _group.Reset();
        foreach (var journalFile in _created)
        {
            journalFile.Dispose();
        }

        _created.Clear();
        _dirty = true;
        try
        {
            CleanUp();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The caller gets the first failure; the next group tries again before it writes.
        }
    }

    /// <summary>Removes what a failed group has left, durably: its whole frames must not be taken for acknowledged ones later.</summary>
    private void CleanUp()
    {
        if (!_dirty)
        {
            return;
        }

        foreach (var name in _leftBehind)
        {
            storage.Delete(name);
        }

        if (_leftBehind.Count > 0)
        {
            SyncFolder();
            _leftBehind.Clear();
        }

        if (_active is { } active)
        {
            active.ZeroRemains();
            Flush();
            active.Revert();
        }

        _dirty = false;
    }

    private void SyncFolder()
    {
        if (settings.Durability == JournalDurability.Fsync)
        {
            storage.SyncFolder();
        }
    }

    private void ThrowIfFaulted()
    {
        if (IsFaulted)
        {
            throw new IOException(
                "The journal takes nothing more: a flush has failed, and what the disk holds is uncertain until the journal is opened again.");
        }
    }
}
