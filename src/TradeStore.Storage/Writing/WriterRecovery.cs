using Polly;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Writing;

/// <summary>
/// Holds the opened engine for the writer's thread. When the engine fails, it is torn down, opened again and caught up from the journal;
/// when that fails, too, the store is faulted until it is reopened.
/// </summary>
internal sealed partial class WriterRecovery : IDisposable
{
    private static readonly TimeSpan LongestFinish = TimeSpan.FromSeconds(3);
    private readonly RecoveryBudget _budget;
    private readonly StoreFolder _folder;
    private readonly StorageOptions _options;
    private readonly TierMaps _maps;
    private readonly JournalLog _journal;
    private readonly IReadOnlyList<ReaderPool> _readers;
    private readonly TableCatalog _catalog;
    private readonly JournalReplay _replay;
    private readonly StoreMarkFile? _mark;
    private readonly CancellationTokenSource _closing = new();
    private readonly ResiliencePipeline _retry;
    private WarmDatabase _database;
    private volatile Exception? _upkeepFailure;
    private Exception? _fault;
    private volatile bool _isRecovering;
    private int _recoveries;
    private long _lastHandled;

    public WriterRecovery(
        StoreFolder folder, StorageOptions options, WarmDatabase database, TierMaps maps, JournalLog journal, ReadBarrier barrier, IReadOnlyList<ReaderPool> readers, IngestLanes lanes, TableCatalog catalog, StoreMarkFile? mark)
    {
        _folder = folder;
        _options = options;
        _database = database;
        _maps = maps;
        _journal = journal;
        _readers = readers;
        _catalog = catalog;
        Quarantine = new FrameQuarantine(folder, journal, options);
        _mark = mark;
        _replay = new JournalReplay(journal, catalog, Quarantine, options.Writing);
        Lanes = lanes;
        Barrier = barrier;
        _budget = new RecoveryBudget(options.TimeProvider);
        _retry = EngineRetry.Create(options.TimeProvider, WaitForDisk);
        _room = new CheckpointRoom(folder);
        Writer = Open();
    }

    public ReadBarrier Barrier { get; }

    /// <summary>Gets the lanes whose room comes back as batches are applied.</summary>
    public IngestLanes Lanes { get; }

    /// <summary>Gets where frames go that the engine refuses.</summary>
    public FrameQuarantine Quarantine { get; }

    /// <summary>Gets the writer; <see langword="null"/> once the store is faulted.</summary>
    public WarmWriter? Writer { get; private set; }

    /// <summary>Gets how often the engine was opened again.</summary>
    public int Recoveries => Volatile.Read(ref _recoveries);

    /// <summary>Gets a value indicating whether the engine is being opened again.</summary>
    public bool IsRecovering => _isRecovering;

    /// <summary>Gets why the engine could not be brought back; <see langword="null"/> unless it could not.</summary>
    public Exception? Faulted => Volatile.Read(ref _fault);

    /// <summary>Applies frames and makes them visible.</summary>
    public void Apply(IReadOnlyList<PendingFrame> frames)
    {
        if (Writer is null)
        {
            return;
        }

        var last = frames[^1].Sequence;
        _lastHandled = Math.Max(_lastHandled, last);
        Writer.Apply(frames);
        Announce(last);
    }

    /// <summary>Applies what the journal holds beyond the database, up to a sequence number.</summary>
    /// <returns>The frames and rows applied.</returns>
    public (long Frames, long Rows) Replay(long lastSequence)
    {
        var (frames, rows) = _replay.Run(Writer!, lastSequence);
        _lastHandled = Math.Max(_lastHandled, lastSequence);
        Barrier.Advance(lastSequence);
        return (frames, rows);
    }

    /// <summary>Opens the engine again and catches up.</summary>
    /// <param name="cause">What failed.</param>
    /// <param name="lastQueued">The last sequence number that was handed over and not applied; 0 when none was.</param>
    public void Recover(Exception cause, long lastQueued)
    {
        _lastHandled = Math.Max(_lastHandled, lastQueued);
        if (Writer is null)
        {
            return;
        }

        var isDiskFull = DiskErrors.IsFull(cause) || (cause.InnerException is { } inner && DiskErrors.IsFull(inner));
        if (isDiskFull)
        {
            _room.WasTooLittle();
        }
        // One frame that is refused is set aside each time, so that however many come there is an end.
        else if (!FrameRefusal.IsOfRows(cause) && !_budget.TryConsume())
        {
            FaultStore(cause, cause);
            return;
        }

        _isRecovering = true;
        _options.Telemetry?.Logger.EngineFailed(cause);
        var started = _options.TimeProvider.GetTimestamp();
        try
        {
            _retry.Execute(_ =>
            {
                Close(ReaderPool.Reopening);
                _upkeepFailure = null;
                _options.Writing.Reached?.Invoke(WritingStep.Reopening);
                using var recovery = new WarmRecovery(_folder, _options.Engine, _options.TimeProvider);
                _database = recovery.Open(_options.Engine.MemoryLimit);
                foreach (var block in recovery.Mended)
                {
                    _options.Telemetry?.Logger.BlockMended(block);
                }

                Writer = Open();
                ReplayAsFarAsPossible();
                Each(pool => pool.Open(_database));
            }, _closing.Token);
            Interlocked.Increment(ref _recoveries);
            _options.Telemetry?.Metrics.Recovered();
            _options.Telemetry?.Logger.EngineRecovered((long)_options.TimeProvider.GetElapsedTime(started).TotalMilliseconds, _lastHandled, Recoveries);
        }
#pragma warning disable CA1031 // Nothing is left to try: every caller is told why, and the journal keeps what was acknowledged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            FaultStore(cause, exception);
        }
        finally
        {
            _isRecovering = false;
            _waitsForDisk = null;
        }
    }

    /// <summary>Brings a failure of the upkeep thread to the writer's, which decides.</summary>
    public void ThrowIfUpkeepFailed()
    {
        if (_upkeepFailure is { } failure && Writer is not null)
        {
            throw new InvalidOperationException("The upkeep of the engine failed.", failure);
        }
    }

    /// <summary>Has the writer do something and completes the caller's task when it is done.</summary>
    public void Answer(Func<WarmWriter, Task> work, TaskCompletionSource done)
    {
        if (Writer is null || Faulted is not null)
        {
            done.TrySetException(Faulted ?? new StoreFaultedException("The engine failed and could not be brought back; reopen the store."));
            return;
        }

        try
        {
            _ = CompleteAsync(work(Writer), done);
        }
        catch (Exception exception)
        {
            done.TrySetException(exception);
            throw;
        }
    }

    /// <summary>Has a recovery that waits for the disk give up: the store is being closed.</summary>
    public void StopWaiting() => _closing.Cancel();

    public void Dispose()
    {
        var disposal = new Disposal();
        disposal.Run(() => Close(ReaderPool.Closed));
        disposal.Run(_closing.Dispose);
        disposal.ThrowIfFailed();
    }

    private static async Task CompleteAsync(Task work, TaskCompletionSource done)
    {
        try
        {
            await work.ConfigureAwait(false);
            done.TrySetResult();
        }
#pragma warning disable CA1031 // Goes to the caller, who awaits the task.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            done.TrySetException(exception);
        }
    }

    private void Each(Action<ReaderPool> action)
    {
        foreach (var pool in _readers)
        {
            action(pool);
        }
    }

    private WarmWriter Open() => new(
        _folder, _database, _maps, _journal, Barrier, _catalog, _room, () => Each(pool => pool.LetGo()), _options, _mark, failure => _upkeepFailure = failure, _closing.Token);

    private void Close(Func<Exception> refusal)
    {
        var (writer, disposal) = (Writer, new Disposal());
        Writer = null;
        Each(pool => disposal.Run(() => pool.Close(refusal)));
        disposal.Run(() => writer?.Dispose());
        disposal.Run(_database.Dispose);
        disposal.ThrowIfFailed();
    }
}
