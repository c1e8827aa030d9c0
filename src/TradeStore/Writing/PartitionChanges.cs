using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Schema;
using TradeStore.Tiers;
using TradeStore.Tiers.Cold;
using TradeStore.Tiers.Warm;

namespace TradeStore.Writing;

/// <summary>What only the writer's thread does to the segments of partitions: close them, make tables for others, put these in their place, drop what has left.</summary>
internal sealed class PartitionChanges(DuckDbSession session, TierMaps maps, Manifest manifest, MainDatabaseGate gate, StoreFolder folder, StoreOptions options)
{
    private long Now => options.TimeProvider.GetUnixMicroseconds();

    /// <summary>Closes the segment of a partition that takes rows, so that the next row opens another one.</summary>
    /// <returns>The partition as it is then; <see langword="null"/> while a tail holds rows of it, which has to be flushed before.</returns>
    public PartitionSegments? TryClose(TableSchema table, Partition partition)
    {
        var current = maps.Current;
        if (current.Find(table, partition) is not { Open: { } open })
        {
            return current.Find(table, partition);
        }

        if (current.Tail(table).Any(t => t.MayHold(partition)))
        {
            return null;
        }

        // Alone: a flush that is on its way must not end in a segment that takes no more.
        var closed = open with { State = SegmentState.Closed, WrittenAt = Now };
        Commit([open], [closed]);
        return maps.Current.Find(table, partition);
    }

    /// <summary>Makes the table of a segment that nobody knows of yet, to be filled.</summary>
    public Segment CreateUnnamed(TableSchema table, Partition partition)
    {
        var segment = manifest.New(table, partition);
        gate.Alone(() =>
        {
            Manifest.CreateTables(session, [segment]);
            manifest.OweCheckpoint();
        });
        return segment;
    }

    /// <summary>Returns a segment with a number of its own, for a file.</summary>
    public Segment New(TableSchema table, Partition partition) => manifest.New(table, partition);

    /// <summary>Has segments take the place of others; durable when it returns, and seen by every read that starts after.</summary>
    /// <exception cref="TradeStoreException">A segment to be replaced is not there any more.</exception>
    public void Replace(IReadOnlyCollection<Segment> removed, IReadOnlyCollection<Segment> added)
    {
        if (removed.FirstOrDefault(r => maps.Current.Find(r) is null) is { } gone)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.WriteConflict, $"The segment {gone.Id} of the partition {gone.Partition.Name} of '{gone.Table.Name}' has left meanwhile; it is tried again next time.");
        }

        Commit(removed, added);
        manifest.OweCheckpoint();
    }

    /// <summary>Drops a table that was made for nothing.</summary>
    public void DropUnnamed(Segment segment) => Drop(segment.Location);

    /// <summary>Drops what no read sees any more.</summary>
    public void DropLeft()
    {
        while (maps.TryTakeDroppable(out var left))
        {
            if (left.Segment is null)
            {
                session.Execute($"DROP TABLE {left.Location}");
            }
            else if (left.Segment.File is { } file)
            {
                Delete(file);
            }
            else
            {
                options.Writing.Reached?.Invoke(WritingStep.Dropping);
                Drop(left.Location);
            }
        }
    }

    /// <summary>Deletes the files that no read sees any more, behind the last checkpoint; a table would need another one, and is dropped when the store is opened again.</summary>
    public void DeleteLeftFiles()
    {
        while (maps.TryTakeDroppable(out var left, onlyFiles: true))
        {
            Delete(left.Segment!.File!);
        }
    }

    private void Delete(string file)
    {
        options.Writing.Reached?.Invoke(WritingStep.Deleting);
        ColdFolders.Delete(folder, folder.Full(file));
    }

    private void Drop(string location) => gate.Alone(() =>
    {
        session.Execute($"DROP TABLE IF EXISTS {location}");
        manifest.OweCheckpoint();
    });

    private void Commit(IReadOnlyCollection<Segment> removed, IReadOnlyCollection<Segment> added) => gate.Alone(() =>
    {
        Transactions.Run(session, () => Manifest.Replace(session, removed, added), () => options.Writing.Reached?.Invoke(WritingStep.Switching));
        options.Writing.Reached?.Invoke(WritingStep.Switched);
        maps.Replace(removed, added);
    });
}
