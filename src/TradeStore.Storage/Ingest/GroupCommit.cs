using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Journal;

namespace TradeStore.Storage.Ingest;

/// <summary>
/// The journal's thread: takes what waits in the lanes, writes it as one group, flushes once, hands it to the writer and completes the
/// callers' tasks. The flush is the acknowledgement.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private readonly JournalLog _journal;
    private readonly IngestLanes _lanes;
    private readonly SlicedWrite _sliced;
    private readonly Action<IReadOnlyList<PendingWrite>> _handOver;
    private readonly IDecisions? _decisions;
    private readonly StoreTelemetry? _telemetry;
    private readonly Thread _thread;
    private readonly List<PendingWrite> _group = [];
    private readonly List<IJournalPayload> _payloads = [];
    private readonly Action<StoreFaultedException> _onFault;
    private StoreFaultedException? _fault;
    private bool _isDurable;
    private volatile bool _isClosing;

    /// <summary>Starts the thread.</summary>
    /// <param name="journal">Where it writes.</param>
    /// <param name="lanes">What it takes from.</param>
    /// <param name="decisions">Where writes are decided; <see langword="null"/> where nothing is.</param>
    /// <param name="handOver">Takes what is durable over, to be applied.</param>
    /// <param name="onFault">Ends the store: what is durable could not be handed over.</param>
    /// <param name="telemetry">The store's.</param>
    public GroupCommit(
        JournalLog journal, IngestLanes lanes, IDecisions? decisions, Action<IReadOnlyList<PendingWrite>> handOver, Action<StoreFaultedException> onFault, StoreTelemetry? telemetry = null)
    {
        _journal = journal;
        _lanes = lanes;
        _sliced = new SlicedWrite(journal, lanes);
        _decisions = decisions;
        _handOver = handOver;
        _onFault = onFault;
        _telemetry = telemetry;
        _thread = new Thread(Run) { IsBackground = true, Name = "TradeStore journal" };
        _thread.Start();
    }

    /// <summary>Writes what is still queued and ends the thread.</summary>
    public void Dispose()
    {
        _isClosing = true;
        _lanes.Ring();
        _thread.Join();
    }

    private void Run()
    {
        while (true)
        {
            try
            {
                _lanes.TakeGroup(_group, _journal.GroupBytes, _sliced.Lane);
                var isIdle = _group.Count == 0;
                if (!isIdle)
                {
                    Commit();
                    Clear();
                }

                if (_sliced.TryBegin())
                {
                    Slice();
                }
                else if (isIdle && _isClosing)
                {
                    return;
                }
                else if (isIdle)
                {
                    _lanes.Wait();
                }
            }
#pragma warning disable CA1031 // The thread answers everybody who is queued, whatever happens: nothing here is expected, so that the store ends with it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Answer(exception);
            }
            finally
            {
                Clear();
            }
        }
    }

    private void Clear()
    {
        _payloads.Clear();
        _group.Clear();
        _isDurable = false;
    }

    private void Commit()
    {
        if (_fault is not null)
        {
            Answer(_fault);
        }
        else if (TryWrite())
        {
            Deliver();
        }
    }

    // A slice of the batch that is too large for a group; behind the last one it is a group of its own.
    private void Slice()
    {
        if (_fault is not null)
        {
            _sliced.Leave(_group);
            Answer(_fault);
            return;
        }

        var wasFaulted = _journal.IsFaulted;
        try
        {
            if (!_sliced.Advance())
            {
                return;
            }

            _isDurable = true;
        }
#pragma warning disable CA1031 // As for a group: it belongs to the caller, and the thread lives on for the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _sliced.Leave(_group);
            Refuse(exception, isFlushed: !wasFaulted && _journal.IsFaulted);
            return;
        }

        _sliced.Leave(_group);
        Deliver();
    }

    private bool TryWrite()
    {
        var wasFaulted = _journal.IsFaulted;
        try
        {
            foreach (var write in _group)
            {
                _payloads.Add(write.Payload);
            }

            var sequence = _journal.WriteGroup(_payloads);
            _isDurable = true;
            foreach (var write in _group)
            {
                write.Sequence = sequence++;
            }

            return true;
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the callers of this group; the thread must live on for the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Refuse(exception, isFlushed: !wasFaulted && _journal.IsFaulted);
            return false;
        }
    }

    private void Refuse(Exception exception, bool isFlushed)
    {
        var error = Describe(exception, isFlushed);
        try
        {
            _decisions?.Withdraw(_group, error);
        }
        finally
        {
            _group.ForEach(w => w.Fail(error));
            _telemetry?.JournalFailed(exception, _group.Count, _journal.IsFaulted);
        }
    }

    // Behind the flush nothing is called failed, and no memory is taken back that the writer may be reading: what is durable is kept.
    private void Deliver()
    {
        try
        {
            _handOver(_group);
            _decisions?.Publish(_group);
            foreach (var write in _group)
            {
                write.Acknowledge();
            }
        }
#pragma warning disable CA1031 // The callers are told that their batches are kept, and everybody else that the store takes nothing more.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Answer(exception);
        }
    }

    // What the writer took over is given back by it, and only what never reached the journal by this thread.
    private void Answer(Exception cause)
    {
        foreach (var write in _group)
        {
            if (_isDurable)
            {
                write.Keep(new StoreFaultedException(
                    $"The batch is in the journal (sequence {write.Sequence}) and is kept, but the store failed behind that: {cause.Message} Reopen the store to read it and to go on.", cause));
            }
            else
            {
                write.Fail(new StoreFaultedException($"Nothing of the batch was kept: the store has failed and takes nothing more until it is reopened. {cause.Message}", cause));
            }
        }

        if (_fault is null)
        {
            _fault = new StoreFaultedException(
                $"The store failed behind the journal and takes nothing more: {cause.Message} What was acknowledged, or answered as kept, is in the journal; reopen the store to have it applied.", cause);
            _onFault(_fault);
        }
    }

    // Whether a batch whose flush failed is there nobody knows before the journal is read again; it is not said not to be.
    private TradeStoreException Describe(Exception exception, bool isFlushed)
    {
        if (!_journal.IsFaulted && DiskErrors.IsFull(exception))
        {
            return new DiskFullException("The disk has no room for the journal; nothing of the batch was kept. Free some space and write again.", exception);
        }

        var consequence = _journal.IsFaulted
            ? "After a failed flush the operating system may have dropped pages, so that nothing more is written until the store is reopened."
            : "Nothing of the batch was kept.";
        var uncertain = isFlushed ? " Whether the batch was kept shows then." : "";
        return new TradeStoreException(TradeStoreErrorCode.JournalFailed, $"The journal could not be written: {exception.Message} {consequence}{uncertain}", exception);
    }
}
