using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.Journal;
using TradeStore.Tiers;
using TradeStore.Tiers.Warm;

namespace TradeStore.Writing;

/// <summary>Writes the engine's log into the database file, and lets go of the journal that is no longer needed.</summary>
internal sealed class Checkpoints(
    WarmDatabase database, DuckDbSession session, TierMaps maps, AppliedSequences applied, MainDatabaseGate gate, JournalLog journal, ReadBarrier barrier, WritingOptions options)
{
    public bool IsDue => database.LogSize >= options.CheckpointSize;

    public void Run() => gate.Alone(() =>
    {
        // Read in this order: a frame that becomes visible in between only makes the floor lower than it could be.
        var visible = barrier.Visible;
        var floor = maps.Current.Floor(visible);
        if (floor > applied.Floor)
        {
            applied.Write(session, AppliedSequences.FloorOfUpkeep, floor);
            applied.Committed(AppliedSequences.FloorOfUpkeep, floor);
        }

        options.Reached?.Invoke(WritingStep.Checkpointing);
        session.Execute("CHECKPOINT");
        options.Reached?.Invoke(WritingStep.Checkpointed);
        journal.Release(applied.Floor);
    });
}
