using TradeStore.Diagnostics;
using TradeStore.Errors;
using TradeStore.Ingest;
using TradeStore.Live;

namespace TradeStore.Journal;

/// <summary>
/// The journal's thread: takes what waits in the lanes, writes it as one group, flushes once, hands it to the writer and completes the
/// callers' tasks. The flush is the acknowledgement.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    // Large enough to keep a disk busy, small enough that an order never waits long behind ticks.
    private const long LargestGroup = 8 << 20;
    private readonly JournalLog _journal;
    private readonly IngestLanes _lanes;
    private readonly Action<IReadOnlyList<PendingWrite>> _handOver;
    private readonly DecisionGate _decisions;
    private readonly StoreTelemetry? _telemetry;
    private readonly Thread _thread;
    private readonly List<PendingWrite> _group = [];
    private readonly List<IJournalPayload> _payloads = [];
    private volatile bool _isClosing;

    public GroupCommit(JournalLog journal, IngestLanes lanes, DecisionGate decisions, Action<IReadOnlyList<PendingWrite>> handOver, StoreTelemetry? telemetry = null)
    {
        _journal = journal;
        _lanes = lanes;
        _decisions = decisions;
        _handOver = handOver;
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
            _lanes.TakeGroup(_group, LargestGroup);
            if (_group.Count > 0)
            {
                Commit();
            }
            else if (_isClosing)
            {
                return;
            }
            else
            {
                _lanes.Wait();
            }
        }
    }

    private void Commit()
    {
        try
        {
            foreach (var write in _group)
            {
                _payloads.Add(write.Payload);
            }

            var sequence = _journal.WriteGroup(_payloads);
            foreach (var write in _group)
            {
                write.Sequence = sequence++;
            }

            _handOver(_group);
            _decisions.Publish(_group);
            foreach (var write in _group)
            {
                write.Acknowledge();
            }
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the callers of this group; the thread must live on for the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _telemetry?.JournalFailed(exception, _group.Count, _journal.IsFaulted);
            var error = Describe(exception);
            _decisions.Withdraw(_group, error);
            foreach (var write in _group)
            {
                write.Fail(error);
            }
        }
        finally
        {
            _payloads.Clear();
            _group.Clear();
        }
    }

    private TradeStoreException Describe(Exception exception)
    {
        if (DiskErrors.IsFull(exception))
        {
            return new DiskFullException("The disk has no room for the journal; nothing of the batch was kept. Free some space and write again.", exception);
        }

        var consequence = _journal.IsFaulted
            ? "After a failed flush the operating system may have dropped pages, so that nothing more is written until the store is reopened."
            : "Nothing of the batch was kept.";
        return new TradeStoreException(TradeStoreErrorCode.JournalFailed, $"The journal could not be written: {exception.Message} {consequence}", exception);
    }
}
