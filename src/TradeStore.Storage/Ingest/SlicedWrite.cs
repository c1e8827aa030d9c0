using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Ingest;

/// <summary>
/// The write on its way into the journal that is too large for a group: one at a time, a slice after the other, so that an order waits for a slice at most. Its
/// lane waits for it; groups of the other lanes go between.
/// </summary>
internal sealed class SlicedWrite(JournalLog journal, IngestLanes lanes)
{
    private PendingWrite? _write;
    private LargeFrame? _frame;

    /// <summary>Gets the lane whose turn it is; <see langword="null"/> when there is no such write.</summary>
    public Lane? Lane { get; private set; }

    /// <summary>Whether there is one, or one was waiting at the head of its lane.</summary>
    public bool TryBegin()
    {
        if (_write is null && lanes.TryTakeLarge(journal.GroupBytes) is { } next)
        {
            (_write, Lane) = next;
        }

        return _write is not null;
    }

    /// <summary>Does the next step; returns whether the write is durable with it.</summary>
    /// <exception cref="IOException">The disk fails: the write does not count, or the journal is faulted.</exception>
    public bool Advance()
    {
        _frame ??= journal.Begin(_write!.Payload);
        if (!_frame.IsWritten)
        {
            journal.WriteSlice(_frame);
            return false;
        }

        _write!.Sequence = journal.Complete(_frame);
        return true;
    }

    /// <summary>Hands the write on, and removes what is there of it unless it is durable.</summary>
    public void Leave(List<PendingWrite> group)
    {
        group.Add(_write!);
        var frame = _frame;
        (_write, _frame, Lane) = (null, null, null);
        frame?.Dispose();
    }
}
