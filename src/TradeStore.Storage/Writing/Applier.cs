using TradeStore.Storage.Configuration;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;

namespace TradeStore.Storage.Writing;

/// <summary>
/// The writer's thread: applies journalled batches in order, in transactions as large as what has piled up, and small ones when a reader
/// waits.
/// </summary>
internal sealed partial class Applier : IDisposable
{
    private static readonly TimeSpan IdleTending = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _bell = new(0);
    private readonly Queue<PendingFrame> _queue = [];
    private readonly List<PendingFrame> _group = [];
    private readonly List<(Func<WarmWriter, Task> Work, long After, TaskCompletionSource Done)> _requests = [];
    private readonly WriterRecovery _recovery;
    private readonly WritingOptions _options;
    private readonly ApplyPace _pace;
    private readonly TimeProvider _clock;
    private readonly Thread _thread;
    private long _queuedRows;
    private long _handedOver;
    private long _oldest;
    private bool _isClosing;
    private bool _isEnded;

    public Applier(WriterRecovery recovery, StorageOptions options)
    {
        _recovery = recovery;
        _options = options.Writing;
        _pace = new ApplyPace(options.Writing, recovery.Lanes, options.TimeProvider);
        _clock = options.TimeProvider;
        Barrier = recovery.Barrier;
        _thread = new Thread(Run) { IsBackground = true, Name = "TradeStore writer" };
        _thread.Start();
    }

    public ReadBarrier Barrier { get; }

    /// <summary>Takes journalled writes over, in the order of their sequence numbers.</summary>
    public void HandOver(IReadOnlyList<PendingWrite> writes)
    {
        lock (_gate)
        {
            if (_queue.Count == 0)
            {
                _oldest = _clock.GetTimestamp();
            }

            foreach (var write in writes)
            {
                var frame = new PendingFrame(write.Sequence, write.Batches, write);
                _queue.Enqueue(frame);
                _handedOver++;
                _queuedRows += frame.RowCount;
            }
        }

        Ring();
    }

    /// <summary>Wakes the thread: a reader waits.</summary>
    public void Ring()
    {
        lock (_gate)
        {
            if (!_isEnded)
            {
                _bell.Release();
            }
        }
    }

    /// <summary>Applies what is handed over and ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            // Under the lock: a request is either here by now, and answered, or it is refused.
            _isClosing = true;
        }

        _recovery.StopWaiting();
        Ring();
        _thread.Join();
        _bell.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            try
            {
                Step();
                if (IsDone())
                {
                    _recovery.Finish();
                    End();
                    return;
                }
            }
#pragma warning disable CA1031 // Everything acknowledged is in the journal: whatever failed, the engine is opened again and caught up.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Release();
                _recovery.Recover(exception, LastHandedOver());
            }
        }
    }

    private void Step()
    {
        _recovery.CloseIfFaulted();
        _recovery.ThrowIfUpkeepFailed();
        if (IsDue(out var wait))
        {
            TakeGroup();
            if (_group.Count > 0)
            {
                _recovery.Apply(_group);
            }

            Release();
        }
        else
        {
            // Many rings may have come while a group was applied; one look at the queue answers them all.
            _bell.Wait(wait);
            while (_bell.Wait(0))
            {
            }
        }

        _recovery.Tend();
        AnswerRequests();
    }

    private bool IsDue(out TimeSpan wait)
    {
        lock (_gate)
        {
            wait = IdleTending;
            if (_queue.Count == 0)
            {
                return false;
            }

            wait = _pace.Delay(_queuedRows, Barrier) - _clock.GetElapsedTime(_oldest);
            return wait <= TimeSpan.Zero || _queuedRows >= _options.TransactionRows || _requests.Count > 0 || _isClosing;
        }
    }

    private bool IsDone()
    {
        lock (_gate)
        {
            return _isClosing && _queue.Count == 0 && _requests.Count == 0;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _isEnded = true;
        }
    }

    private void TakeGroup()
    {
        lock (_gate)
        {
            long rows = 0;
            while (rows < _options.TransactionRows && _queue.TryPeek(out var frame))
            {
                // One whose rows are counted is held against what all before it have left.
                if (frame.Counting is not null && _group.Count > 0)
                {
                    break;
                }

                _group.Add(_queue.Dequeue());
                rows += frame.RowCount;
                if (frame.Counting is not null)
                {
                    break;
                }
            }

            _queuedRows -= rows;
            _oldest = _clock.GetTimestamp();
        }
    }

    private void Release()
    {
        foreach (var frame in _group)
        {
            frame.Release();
        }

        _group.Clear();
    }

    // After a failure all of these are read back from the journal, so that none is applied out of order.
    private long LastHandedOver()
    {
        lock (_gate)
        {
            var last = 0L;
            while (_queue.TryDequeue(out var frame))
            {
                last = frame.Sequence;
                frame.Release();
            }

            _queuedRows = 0;
            return last;
        }
    }
}
