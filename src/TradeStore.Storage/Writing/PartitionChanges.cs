using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Writing;

/// <summary>What only the writer's thread does to the segments of partitions: close them, make tables for others, put these in their place, drop what has left.</summary>
internal sealed class PartitionChanges(DuckDbSession session, TierMaps maps, Manifest manifest, MainDatabaseGate gate, StoreFolder folder, StorageOptions options)
{
    // Others wait meanwhile.
    private const int MostDrops = 64;

    private long Now => options.TimeProvider.GetUnixMicroseconds();

    /// <summary>Closes the segments of partitions that take rows, so that the next row opens another one: all by one change of the manifest.</summary>
    /// <returns>Each partition as it is then; <see langword="null"/> for one that is not there, and while a memtable holds rows of it, which has to be flushed before.</returns>
    public IReadOnlyList<PartitionSegments?> TryClose(IReadOnlyCollection<PartitionSegments> partitions)
    {
        var current = maps.Current;
        var open = partitions
            .Select(p => current.Find(p.Table, p.Partition)?.Open)
            .OfType<Segment>()
            .Where(s => !current.Memtables(s.Table).Any(t => t.MayHold(s.Partition)))
            .ToList();
        if (open.Count > 0)
        {
            // Alone: a flush that is on its way must not end in a segment that takes no more.
            var now = Now;
            Commit(open, open.ConvertAll(s => s with { State = SegmentState.Closed, WrittenAt = now }));
        }

        return [.. partitions.Select(p => maps.Current.Find(p.Table, p.Partition) is { Open: null } closed ? closed : null)];
    }

    /// <summary>Makes the tables of segments that nobody knows of yet, to be filled.</summary>
    /// <param name="shapes">The segments, but for their names.</param>
    /// <returns>The segments with their names, in the same order.</returns>
    public IReadOnlyList<Segment> CreateUnnamed(IReadOnlyCollection<Segment> shapes)
    {
        var segments = shapes
            .Select(shape => (Shape: shape, Made: manifest.New(shape.Table, shape.Partition)))
            .Select(s => s.Shape with { Id = s.Made.Id, Location = s.Made.Location, CreatedAt = s.Made.CreatedAt })
            .ToList();
        gate.Alone(() =>
        {
            Manifest.CreateTables(session, segments);
            manifest.OweCheckpoint();
        });
        return segments;
    }

    /// <summary>Returns a segment with a number of its own, for a file.</summary>
    public Segment New(TableSchema table, Partition partition) => manifest.New(table, partition);

    /// <summary>Has segments take the place of others; durable when it returns, and seen by every read that starts after.</summary>
    /// <exception cref="TradeStoreException">A segment to be replaced is not there any more.</exception>
    public void Replace(IReadOnlyCollection<Segment> removed, IReadOnlyCollection<Segment> added)
    {
        ThrowIfGone(removed);
        Commit(removed, added);
        manifest.OweCheckpoint();
    }

    /// <summary>Looks whether segments are there still.</summary>
    /// <exception cref="TradeStoreException">One of them is not.</exception>
    public void ThrowIfGone(IEnumerable<Segment> segments)
    {
        if (segments.FirstOrDefault(s => maps.Current.Find(s) is null) is { } gone)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.WriteConflict, $"The segment {gone.Id} of the partition {gone.Partition.Name} of '{gone.Table.Name}' has left meanwhile; it is tried again next time.");
        }
    }

    /// <summary>Drops tables that were made for nothing.</summary>
    public void DropUnnamed(IReadOnlyCollection<Segment> segments) => Drop(segments.Select(s => s.Location));

    /// <summary>Drops what no read sees any more; tables together, a bounded number at a time.</summary>
    public void DropLeft()
    {
        var tables = new List<string>();
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
                tables.Add(left.Location);
            }
        }

        foreach (var some in tables.Chunk(MostDrops))
        {
            Drop(some);
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

    private void Drop(IEnumerable<string> locations) => gate.Alone(() =>
    {
        Transactions.Run(session, () => session.Execute(string.Concat(locations.Select(location => $"DROP TABLE IF EXISTS {location};"))));
        manifest.OweCheckpoint();
    });

    private void Commit(IReadOnlyCollection<Segment> removed, IReadOnlyCollection<Segment> added) => gate.Alone(() =>
    {
        Transactions.Run(session, () => Manifest.Replace(session, removed, added), () => options.Writing.Reached?.Invoke(WritingStep.Switching));
        options.Writing.Reached?.Invoke(WritingStep.Switched);
        maps.Replace(removed, added);
    });
}
