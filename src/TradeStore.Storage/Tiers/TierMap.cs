using System.Collections.Immutable;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers;

/// <summary>Where the rows of every table are: immutable, replaced as a whole.</summary>
internal sealed record TierMap
{
    /// <summary>The map of a store without rows.</summary>
    public static TierMap Empty { get; } = new();

    /// <summary>Gets the number of this map; each change gives the next.</summary>
    public long Version { get; private init; }

    /// <summary>Gets which rows were corrected since they were written.</summary>
    public CorrectedRows Corrected { get; private init; } = CorrectedRows.None;

    private ImmutableDictionary<string, ImmutableArray<PartitionSegments>> Tables { get; init; } = ImmutableDictionary<string, ImmutableArray<PartitionSegments>>.Empty;

    private ImmutableDictionary<string, ImmutableArray<Memtable>> MemtablesOfTables { get; init; } = ImmutableDictionary<string, ImmutableArray<Memtable>>.Empty;

    /// <summary>Returns a table's partitions, oldest first.</summary>
    public ImmutableArray<PartitionSegments> Partitions(TableSchema table) => Tables.GetValueOrDefault(table.Name, []);

    /// <summary>Returns a table's partitions that can hold rows of a range [from, to) in microseconds, oldest first; what it costs does not depend on the others.</summary>
    public ImmutableArray<PartitionSegments> Partitions(TableSchema table, long? from, long? to)
    {
        var all = Partitions(table);
        var first = from is { } earliest ? FirstWhere(all, p => p.End > earliest) : 0;
        var end = to is { } latest ? FirstWhere(all, p => p.Start >= latest) : all.Length;
        return first < end ? all[first..end] : [];
    }

    /// <summary>Returns a table's segments, oldest partition first.</summary>
    public ImmutableArray<Segment> Segments(TableSchema table) => [.. Partitions(table).SelectMany(p => p.Segments)];

    /// <summary>Returns the segments of tables, one table after the other.</summary>
    public IEnumerable<Segment> Segments(IEnumerable<TableSchema> tables) => tables.SelectMany(t => Segments(t));

    /// <summary>Gets the segments of all tables.</summary>
    public IEnumerable<Segment> All => Tables.Values.SelectMany(partitions => partitions).SelectMany(p => p.Segments);

    /// <summary>Returns a table's segments in memory, oldest first.</summary>
    public ImmutableArray<Memtable> Memtables(TableSchema table) => MemtablesOfTables.GetValueOrDefault(table.Name, []);

    /// <summary>Returns the sequence number up to which no frame is in memory only, given that every frame up to <paramref name="visible"/> is applied.</summary>
    public long Floor(long visible, Memtable? except = null) =>
        MemtablesOfTables.Values.SelectMany(memtables => memtables).Where(t => t != except).Select(t => t.FirstSequence - 1).Append(visible).Min();

    /// <summary>Returns a partition.</summary>
    public PartitionSegments? Find(TableSchema table, Partition partition)
    {
        var all = Partitions(table);
        var index = FirstWhere(all, p => p.Start >= partition.Start);
        return index < all.Length && all[index].Partition == partition ? all[index] : null;
    }

    /// <summary>Returns a segment as it is in this map; <see langword="null"/> when it has left.</summary>
    public Segment? Find(Segment segment) => Find(segment.Table, segment.Partition)?.Segments.FirstOrDefault(s => s.Id == segment.Id);

    /// <summary>Returns a map with more rows of a series that were corrected.</summary>
    public TierMap With(TableSchema series, IEnumerable<CorrectedRow> corrected) => this with { Version = Version + 1, Corrected = Corrected.With(series, corrected) };

    /// <summary>Returns a map with a segment, in the place of the one with its number.</summary>
    public TierMap With(Segment segment) => Replace([segment], [segment]);

    public TierMap With(Memtable memtable) => this with
    {
        Version = Version + 1,
        MemtablesOfTables = MemtablesOfTables.SetItem(memtable.Table.Name, Memtables(memtable.Table).Add(memtable)),
    };

    public TierMap Without(Memtable memtable) => this with
    {
        Version = Version + 1,
        MemtablesOfTables = MemtablesOfTables.SetItem(memtable.Table.Name, Memtables(memtable.Table).Remove(memtable)),
    };

    /// <summary>Returns the same map as the one that follows another.</summary>
    public TierMap After(TierMap other) => this with { Version = other.Version + 1 };

    /// <summary>Returns a map in which segments have taken the place of others.</summary>
    public TierMap Replace(IReadOnlyCollection<Segment> removed, IReadOnlyCollection<Segment> added)
    {
        var tables = Tables;
        foreach (var partition in removed.Concat(added).Select(s => (s.Table, s.Partition)).Distinct())
        {
            var before = tables.GetValueOrDefault(partition.Table.Name, []);
            var index = FirstWhere(before, p => p.Start >= partition.Partition.Start);
            var found = index < before.Length && before[index].Partition == partition.Partition ? before[index].Segments : [];
            var left = found.Where(s => !removed.Any(r => r.Id == s.Id));
            ImmutableArray<Segment> now = [.. left.Concat(added.Where(s => (s.Table, s.Partition) == partition)).OrderBy(s => s.Generation).ThenBy(s => s.Id)];
            var rest = found.IsEmpty ? before : before.RemoveAt(index);
            tables = tables.SetItem(partition.Table.Name, now.IsEmpty ? rest : rest.Insert(index, new PartitionSegments(partition.Partition, now)));
        }

        return this with { Version = Version + 1, Tables = tables };
    }

    private static int FirstWhere(ImmutableArray<PartitionSegments> partitions, Func<Partition, bool> isReached)
    {
        var (low, high) = (0, partitions.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = isReached(partitions[middle].Partition) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
