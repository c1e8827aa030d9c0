using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Writing;

/// <content>A transaction that finds no room on the disk leaves nothing: its tables wait, and everything else goes on.</content>
internal sealed partial class WarmWriter
{
    private readonly CheckpointRoom _room;

    /// <summary>Gets what a full disk keeps from being applied.</summary>
    public DiskShortage Shortage { get; }

    /// <summary>Moves all that is in memory into the partitions; returns whether there was room for it.</summary>
    public bool TryFlush()
    {
        foreach (var memtable in _memtables.Values.ToList())
        {
            Close(memtable);
        }

        return _upkeep.EnqueueAsync(() => Shortage.TryFlush(_flush.Run)).GetAwaiter().GetResult();
    }

    // Rows of tables that may have a memtable go there, however many they are: reads see them, and they take no room on the disk. What finds none waits, and what frames say of it and others together.
    private void WriteMemtables(IEnumerable<SequencedBatch> batches, HashSet<TableSchema> joint)
    {
        foreach (var table in batches.GroupBy(b => b.Batch.Table))
        {
            if (table.Key.IsDirect || joint.Contains(table.Key) || !TryWrite([.. table], rows => WriteMemtable(table.Key, rows)))
            {
                Shortage.Hold(table.Key, table.First().Sequence);
            }
        }
    }

    private bool TryWrite(IReadOnlyList<SequencedBatch> batches, Action<IReadOnlyList<SequencedBatch>> write)
    {
        try
        {
            write(batches);
            return true;
        }
        catch (Exception failure) when (DiskShortage.Is(failure))
        {
            _session.Rollback();
            Shortage.Begin(failure);
            return false;
        }
    }

    private void ThrowIfShort(bool isDone = false)
    {
        if (Shortage.Cause is not null || (!isDone && !_room.IsEnough))
        {
            throw new DiskFullException("The disk has no room to write what is in memory into the database file. Free some space; nothing acknowledged is lost.", Shortage.Cause);
        }
    }
}
