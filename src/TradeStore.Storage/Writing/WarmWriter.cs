using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Writing;

/// <summary>
/// Everything that writes one opened database. Much at once goes straight into the partitions; little goes into a memtable in memory, where
/// it is visible within a millisecond, and from there into the partitions in the background.
/// </summary>
internal sealed partial class WarmWriter : IDisposable
{
    // Memtables live in memory: when their way into the file is too slow, the writer waits, and ingest feels it by its lane's bound.
    private const int MostMemtables = 4;
    private readonly Dictionary<TableSchema, OpenMemtable> _memtables = [];
    private readonly MainDatabaseGate _gate = new();
    private readonly WriterSession _session;
    private readonly DuckDb.Engine.DuckDbSession _upkeepSession;
    private readonly MemtableFlush _flush;
    private readonly Checkpoints _checkpoints;
    private readonly Upkeep _upkeep;
    private readonly TierMaps _maps;
    private readonly WritingOptions _options;
    private readonly TimeProvider _clock;
    private readonly StoreTelemetry? _telemetry;
    private readonly CancellationToken _closing;
    private long _lastMemtable;
    private volatile bool _isCheckpointQueued;

    public WarmWriter(
        StoreFolder folder, WarmDatabase database, TierMaps maps, JournalLog journal, ReadBarrier barrier, TableCatalog catalog, CheckpointRoom room, Action letGo, StorageOptions options,
        StoreMarkFile? mark, Action<Exception> onFailure, CancellationToken closing)
    {
        _maps = maps;
        _room = room;
        Shortage = new DiskShortage(options.TimeProvider);
        _options = options.Writing;
        _telemetry = options.Telemetry;
        _clock = options.TimeProvider;
        _closing = closing;
        var (session, upkeepSession) = (database.Connect(), default(DuckDb.Engine.DuckDbSession));
        try
        {
            upkeepSession = _upkeepSession = database.Connect();
            var manifest = new Manifest(folder, database.Checkpoint, maps.Numbers, room, _clock);
            maps.Reset(catalog.Corrected.Aggregate(manifest.Load(session, catalog), (map, series) => map.With(series, CorrectedRowReading.Load(session, series))));
            Applied = AppliedSequences.Load(session);
            _session = new WriterSession(session, maps, manifest, catalog, Applied, _gate, _options.Reached);
            Changes = new PartitionChanges(session, maps, manifest, _gate, folder, options);
            _flush = new MemtableFlush(_upkeepSession, maps, Applied, _gate, barrier, _options.Reached);
            _checkpoints = new Checkpoints(database, _upkeepSession, maps, Applied, manifest, _gate, journal, barrier, room, letGo, mark, options);
            _upkeep = new Upkeep(onFailure);
        }
        catch
        {
            // A connection that is left would keep the database open.
            Disposal.Of(upkeepSession, session);
            throw;
        }
    }

    public AppliedSequences Applied { get; }

    /// <summary>Gets what the writer's thread does to the segments of partitions.</summary>
    public PartitionChanges Changes { get; }

    private void ApplyAll(IReadOnlyList<PendingFrame> frames)
    {
        _options.Reached?.Invoke(WritingStep.Applying);
        var direct = new List<SequencedBatch>();

        // A frame of several tables is seen as a whole: the partitions and the memtables are two databases, of which no snapshot has one moment.
        var joint = frames.Where(f => f.Batches.Count > 1).SelectMany(f => f.Batches.Select(b => b.Table)).ToHashSet();
        foreach (var group in Batches(frames).GroupBy(b => b.Batch.Table))
        {
            // A small group is better in a memtable: the engine would write it row by row through its log and compress it later, holding the writer up.
            var isDirect = group.Key.IsDirect || joint.Contains(group.Key) || (Shortage.Cause is null && group.Sum(b => b.Batch.RowCount) >= _options.DirectRows);
            if (Shortage.Holds(group.Key))
            {
                Shortage.Hold(group.Key, group.First().Sequence);
            }
            else if (isDirect && TryFlushNow(group.Key))
            {
                direct.AddRange(group);
            }
            else
            {
                WriteMemtables(group, joint);
            }
        }

        // What is written into the partitions says that nothing before it is missing, and frames of several tables are seen as a whole.
        if (direct.Count > 0 && (Shortage.HoldsFrames || !TryWrite(direct, batches => _session.Write(batches, frames[^1].Sequence, Settled))))
        {
            WriteMemtables(direct, joint);
        }
    }

    /// <summary>Writes frames read back from the journal straight into their partitions.</summary>
    public void Replay(IReadOnlyList<PendingFrame> frames) => _session.Write([.. Batches(frames)], frames[^1].Sequence, settled: null);

    /// <summary>Notes a frame that is left out for good, and every one before it, as applied.</summary>
    public void PassOver(long sequence) => _session.Write([], sequence, settled: null);

    /// <summary>Does what is due: moves old memtables into their partitions, checkpoints, drops what no reader sees any more.</summary>
    public void Tend()
    {
        foreach (var memtable in _memtables.Values.Where(t => _clock.GetElapsedTime(t.OpenedAt) >= _options.MemtableAge).ToList())
        {
            Close(memtable);
        }

        if (!_isCheckpointQueued && _checkpoints.IsDue)
        {
            _isCheckpointQueued = true;
            _upkeep.Enqueue(() =>
            {
                _checkpoints.TryRun();
                _isCheckpointQueued = false;
            });
        }

        try
        {
            Changes.DropLeft();
        }
        catch (Exception failure) when (DiskShortage.Is(failure))
        {
            // What nobody names any more is dropped when the store is opened next.
            Shortage.Begin(failure);
        }
    }

    /// <summary>Moves the memtables of a table that hold rows of a partition into it; done when the task is.</summary>
    /// <exception cref="DiskFullException">The disk has no room for them.</exception>
    public Task FlushAsync(TableSchema table, Partition partition)
    {
        ThrowIfShort(isDone: true);
        if (_memtables.TryGetValue(table, out var memtable) && memtable.Memtable.MayHold(partition))
        {
            Close(memtable);
        }

        return _upkeep.EnqueueAsync(() => true);
    }

    /// <summary>Runs a long transaction of another connection that fills a table which nobody sees yet.</summary>
    public void Build(Action transaction) => _gate.Build(transaction);

    /// <summary>Writes everything into the database file if no read is in the way; returns whether it did.</summary>
    public Task<bool> TryCheckpointAsync() => _upkeep.EnqueueAsync(_checkpoints.TryRun);

    /// <summary>Moves all memtables into their partitions and writes everything into the database file, as soon as no read is in the way.</summary>
    /// <exception cref="DiskFullException">The disk has no room for it.</exception>
    /// <exception cref="ObjectDisposedException">The store is being closed meanwhile, which does the same.</exception>
    public Task CheckpointAsync() => CheckpointUntilAsync(_closing);

    /// <summary>The same, until somebody gives it up.</summary>
    public async Task CheckpointUntilAsync(CancellationToken giveUp)
    {
        foreach (var memtable in _memtables.Values.ToList())
        {
            Close(memtable);
        }

        while (!await _upkeep.EnqueueAsync(_checkpoints.TryRun).ConfigureAwait(false))
        {
            ThrowIfShort();
            try
            {
                await Task.Delay(Checkpoints.RetryAfter, _clock, giveUp).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (_closing.IsCancellationRequested)
            {
                throw StoreClosed.Error(exception);
            }
        }

        ThrowIfShort(isDone: true);
    }

    public void Dispose() => Disposal.Of(_upkeep, _upkeepSession, _session, _gate);

    private static IEnumerable<SequencedBatch> Batches(IReadOnlyList<PendingFrame> frames) =>
        frames.SelectMany(f => f.Batches, (frame, batch) => new SequencedBatch(frame.Sequence, batch));

    private void WriteMemtable(TableSchema table, IReadOnlyList<SequencedBatch> batches)
    {
        // Before the memtable is made: a partition may have to be, which takes room.
        var runs = _session.Split(batches);
        if (!_memtables.TryGetValue(table, out var memtable))
        {
            if (_maps.Current.Memtables(table).Length >= MostMemtables)
            {
                _upkeep.Wait();
            }

            memtable = new OpenMemtable(table, ++_lastMemtable, batches[0].Sequence, _clock.GetTimestamp());
            _session.Execute(TableDefinitionSql.Create(table, memtable.Memtable.Location));
            _maps.Change(map => map.With(memtable.Memtable));
            _memtables.Add(table, memtable);
        }

        _session.WriteMemtable(memtable, batches, runs, Settled);
        if (memtable.Rows >= _options.TransactionRows)
        {
            Close(memtable);
        }
    }

    private void Close(OpenMemtable memtable)
    {
        _memtables.Remove(memtable.Memtable.Table);
        _upkeep.Enqueue(() => Shortage.Flush(memtable, _flush.Run));
    }

    // What is older must be in the partitions before anything newer of the same table is.
    private bool TryFlushNow(TableSchema table)
    {
        if (_memtables.TryGetValue(table, out var memtable))
        {
            Close(memtable);
        }

        if (!_maps.Current.Memtables(table).IsEmpty)
        {
            _upkeep.Wait();
        }

        return _maps.Current.Memtables(table).IsEmpty;
    }
}
