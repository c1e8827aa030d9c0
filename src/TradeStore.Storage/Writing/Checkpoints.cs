using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Writing;

/// <summary>Writes the engine's log into the database file, and lets go of the journal that is no longer needed.</summary>
internal sealed class Checkpoints(
    WarmDatabase database, DuckDbSession session, TierMaps maps, AppliedSequences applied, Manifest manifest, MainDatabaseGate gate, JournalLog journal, ReadBarrier barrier, CheckpointRoom room, Action letGo, StoreMarkFile? mark, StorageOptions options)
{
    /// <summary>How long to wait before the next try.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    // Reads that are short end meanwhile, and as long as nothing is written none that begins is in the way.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private long _failedAt;
    private long _noted;

    public bool IsDue => (manifest.OwesCheckpoint || database.LogSize >= options.Writing.CheckpointSize)
        && !gate.IsBuilding
        && (_failedAt == 0 || options.TimeProvider.GetElapsedTime(_failedAt) >= RetryAfter);

    /// <summary>Checkpoints; returns false when a read that goes on is in the way (one that is old enough is asked to let go), or the disk has no room.</summary>
    public bool TryRun() => gate.Alone(() =>
    {
        if (!room.IsEnough)
        {
            _failedAt = options.TimeProvider.GetTimestamp();
            return false;
        }

        // Read in this order: a frame that becomes visible in between only makes the floor lower than it could be.
        var visible = barrier.Visible;
        NoteProgress(maps.Current.Floor(visible));

        options.Writing.Reached?.Invoke(WritingStep.Checkpointing);
        using var span = options.Telemetry?.Start("checkpoint", table: null);
        var (started, log) = (options.TimeProvider.GetTimestamp(), database.LogSize);
        var isDone = SpinWait.SpinUntil(() => database.Checkpoint.TryRun(session), Patience);
        _failedAt = isDone ? 0 : options.TimeProvider.GetTimestamp();
        if (isDone)
        {
            options.Writing.Reached?.Invoke(WritingStep.Checkpointed);
            room.Was();
            manifest.Checkpointed();
            maps.Checkpointed();

            // Where the mark cannot say which checkpoint there is, an older database would pass for the newest: the journal is kept for it.
            if (_noted == 0 || mark!.TryCheckpointed(_noted))
            {
                _noted = 0;
                journal.Release(applied.Floor);
            }

            options.Telemetry?.Checkpointed(options.TimeProvider.GetElapsedTime(started), log);
        }

        else
        {
            letGo();
        }

        return isDone;
    });

    // The number that the checkpoint is to have goes with it; one that holds nothing new needs none.
    private void NoteProgress(long floor)
    {
        List<(string Stream, long Sequence)> streams = floor > applied.Floor ? [(AppliedSequences.FloorOfUpkeep, floor)] : [];
        var number = mark is null || (streams.Count == 0 && database.LogSize == 0) ? _noted : mark.Checkpoint + 1;
        if (streams.Count == 0 && number == _noted)
        {
            return;
        }

        Transactions.Run(session, () =>
        {
            if (streams.Count > 0)
            {
                applied.Write(session, streams);
            }

            if (number != _noted)
            {
                session.Execute(DatabaseProgress.Sql(mark!.Generation, number, options.TimeProvider.GetUnixMicroseconds()));
            }
        });
        applied.Committed(streams);
        _noted = number;
    }
}
