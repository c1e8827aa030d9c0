namespace TradeStore.Storage.Journal;

/// <summary>
/// The journal: frames in the order of their sequence numbers, in files. A frame counts when the call that wrote its group has
/// returned. One thread at a time writes; reading, releasing and the properties are free to any thread.
/// </summary>
internal sealed class JournalLog : IDisposable
{
    private readonly JournalSettings _settings;
    private readonly IJournalStorage _storage;
    private readonly FrameCheck _check;
    private readonly JournalFiles _files;
    private readonly JournalWriter _writer;
    private readonly Lock _releasing = new();
    private long _lastSequence;
    private long _durableSequence;
    private long _lastFrame;

    private JournalLog(JournalSettings settings, JournalScan scan)
    {
        _settings = settings;
        (_storage, _check) = (scan.Storage, scan.Check);
        SetAside = new JournalMending(scan, settings.Durability).Run();
        var journalFiles = scan.Files;
        _files = new JournalFiles(journalFiles);
        _writer = new JournalWriter(_storage, settings, _check, _files);
        ScanReport = scan.Report;
        _lastFrame = journalFiles.Count == 0 ? 0 : journalFiles[^1].LastSequence;
        _lastSequence = _durableSequence = _lastFrame;
        if (journalFiles is [.., { IsDamaged: false } last])
        {
            _writer.GoOn(last);
        }
    }

    /// <summary>What was found at open.</summary>
    public JournalScanReport ScanReport { get; }

    /// <summary>Where what stood in the way is now.</summary>
    public IReadOnlyList<string> SetAside { get; }

    /// <summary>The last sequence number given away; 0 when there is none.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>The last sequence number acknowledged.</summary>
    public long DurableSequence => Volatile.Read(ref _durableSequence);

    /// <summary>Whether a flush has failed; then nothing more is written until the journal is opened again.</summary>
    public bool IsFaulted => _writer.IsFaulted;

    /// <summary>The length of all files in bytes.</summary>
    public long SizeBytes => _files.SizeBytes;

    /// <summary>Bytes of a group, about; a frame that takes more alone is begun, written in slices, and completed.</summary>
    public long GroupBytes => _settings.GroupBytes;

    /// <summary>Opens the journal in a folder, cuts a torn tail and reports damage.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public static JournalLog Open(JournalSettings settings) => Open(settings, JournalScan.Run(settings));

    /// <summary>Opens a journal that was scanned, and does what is due about it.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public static JournalLog Open(JournalSettings settings, JournalScan scan) => new(settings, scan);

    /// <summary>Writes the payloads as frames with consecutive sequence numbers and returns the first; they are durable when this returns.</summary>
    /// <exception cref="IOException">
    /// The disk fails: nothing of the group counts, and the next group is only written when its remains are gone from the disk. After a failed
    /// flush <see cref="IsFaulted"/> is set, and whether the group is there shows when the journal is opened again.
    /// </exception>
    public long WriteGroup(IReadOnlyList<IJournalPayload> payloads)
    {
        if (payloads.Count == 0)
        {
            throw new ArgumentException("A group has at least one payload.", nameof(payloads));
        }

        var first = LastSequence + 1;
        _writer.Write(payloads, first, _lastFrame, DurableSequence);
        _lastFrame = first + payloads.Count - 1;
        Volatile.Write(ref _lastSequence, _lastFrame);
        Volatile.Write(ref _durableSequence, _lastFrame);
        return first;
    }

    /// <summary>Begins a frame that is too large for a group; groups may be written until it is completed. It takes no number before.</summary>
    /// <exception cref="IOException">The disk fails: nothing of the frame is there.</exception>
    public LargeFrame Begin(IJournalPayload payload) => _writer.Begin(payload, LastSequence + 1);

    /// <summary>Writes the next slice of a frame that was begun.</summary>
    /// <exception cref="IOException">The disk fails: the frame is to be disposed, and nothing of it is there then.</exception>
    public void WriteSlice(LargeFrame frame) => _writer.WriteSlice(frame);

    /// <summary>Gives a frame whose slices are written the next sequence number and returns it; the frame is durable when this returns.</summary>
    /// <exception cref="IOException">
    /// The disk fails: the frame does not count. Where <see cref="IsFaulted"/> is set by it, whether the frame is there shows when the journal is opened again.
    /// </exception>
    public long Complete(LargeFrame frame)
    {
        var sequence = LastSequence + 1;
        _writer.Complete(frame, sequence, _lastFrame, DurableSequence);
        _lastFrame = sequence;
        Volatile.Write(ref _lastSequence, sequence);
        Volatile.Write(ref _durableSequence, sequence);
        return sequence;
    }

    /// <summary>
    /// Reads what is acknowledged when this is called, from a sequence number on; frames reported as lost are left out. Dispose each frame.
    /// </summary>
    /// <exception cref="IOException">
    /// The disk fails, a frame was damaged since the journal was opened, or its file was released meanwhile.
    /// </exception>
    public IEnumerable<JournalFrame> ReadFrom(long firstSequence) =>
        new JournalReader(_storage, _check).Read(_files.From(firstSequence), firstSequence);

    /// <summary>Deletes the oldest files up to a checkpoint that are outside the retention.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Release(long checkpointedSequence)
    {
        lock (_releasing)
        {
            var notBefore = _settings.TimeProvider.GetUtcNow() - _settings.RetentionAge;
            var micros = (notBefore - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            var released = false;
            while (_files.Releasable(checkpointedSequence, micros, _settings.RetentionBytes) is { } journalFile)
            {
                // What only has the name of a file may be somebody's file.
                if (journalFile.IsProven)
                {
                    _storage.Delete(journalFile.Name);
                    released = true;
                }

                _files.Remove(journalFile);
            }

            if (released && _settings.Durability == JournalDurability.Fsync)
            {
                _storage.SyncFolder();
            }
        }
    }

    /// <summary>Gives away no sequence number up to <paramref name="sequence"/>: the database is ahead of a journal that was lost.</summary>
    public void StartAfter(long sequence)
    {
        if (sequence <= LastSequence)
        {
            return;
        }

        _writer.LeaveFile();
        Volatile.Write(ref _lastSequence, sequence);
        Volatile.Write(ref _durableSequence, sequence);
    }

    public void Dispose() => _writer.Dispose();
}
