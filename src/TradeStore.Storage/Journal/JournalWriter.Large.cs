namespace TradeStore.Storage.Journal;

// Frames that are too large for a group.
internal sealed partial class JournalWriter
{
    private long _lastPart;

    /// <summary>Begins a frame that is too large for a group, in a file with a number that is not below the next one.</summary>
    public LargeFrame Begin(IJournalPayload payload, long number)
    {
        ThrowIfFaulted();
        _lastPart = Math.Max(_lastPart + 1, number);
        return new LargeFrame(storage, settings, check, payload, _group.TableName(payload.Table), _group.FrameLength(payload), _lastPart);
    }

    /// <summary>Writes the next slice of such a frame; when it throws, the frame is to be disposed.</summary>
    public void WriteSlice(LargeFrame frame)
    {
        ThrowIfFaulted();
        frame.WriteSlice();
    }

    /// <summary>Completes such a frame as a group of its own; when it throws, the frame does not count, or the log is faulted.</summary>
    public void Complete(LargeFrame frame, long sequence, long previousSequence, long durableSequence)
    {
        ThrowIfFaulted();
        CleanUp();
        RemoveEmpty(sequence);
        var time = Microseconds(settings.TimeProvider.GetUtcNow());
        var journalFile = frame.Publish(sequence, previousSequence, durableSequence, time);
        try
        {
            SyncFolder();
        }
        catch
        {
            // As with a flush: whether the name is on the disk shows when it is read again.
            IsFaulted = true;
            journalFile.Dispose();
            throw;
        }

        journalFiles.Commit(journalFile, time);
        LeaveEarly();
        _active = journalFile;
        settings.Mark?.Acknowledge(sequence, sequence, flush: settings.Durability == JournalDurability.Fsync);
    }

    // Where a torn tail was cut right behind the header, the file has the name that the frame's is to get.
    private void RemoveEmpty(long sequence)
    {
        if (_active is { JournalFile: { End: JournalFileHeader.Size } empty } && empty.FirstSequence == sequence)
        {
            LeaveFile();
            journalFiles.Remove(empty);
            _leftBehind.Add(empty.Name);
            _dirty = true;
            CleanUp();
        }
    }

    // The room behind its last frame is given back: what is left this early may be nearly empty.
    private void LeaveEarly()
    {
        if (_active is { } left)
        {
            try
            {
                left.File.Truncate(left.JournalFile.End);
                journalFiles.Shorten(left.JournalFile);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
            }
        }

        LeaveFlushed();
    }
}
