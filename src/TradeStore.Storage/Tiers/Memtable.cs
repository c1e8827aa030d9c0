using System.Collections.Concurrent;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers;

/// <summary>
/// The newest rows of a table, in memory: applied so that readers see them, but not yet part of their partitions. A reader takes them
/// unless its snapshot of the partitions holds them already, which the applied sequence number in that snapshot tells.
/// </summary>
/// <param name="table">The logical table.</param>
/// <param name="location">The in-memory DuckDB table, as SQL names it.</param>
/// <param name="firstSequence">The journal sequence number of the first batch in it.</param>
internal sealed class Memtable(TableSchema table, string location, long firstSequence)
{
    private readonly ConcurrentDictionary<Partition, bool> _partitions = [];

    public TableSchema Table { get; } = table;

    public string Location { get; } = location;

    public long FirstSequence { get; } = firstSequence;

    /// <summary>Gets the partitions that rows of the segment fall into.</summary>
    public IEnumerable<Partition> Partitions => _partitions.Keys;

    public int PartitionCount => _partitions.Count;

    /// <summary>Notes that rows of a partition follow, before they can be seen; returns whether it is the first time.</summary>
    public bool Note(Partition partition) => _partitions.TryAdd(partition, true);

    public bool MayHold(Partition partition) => _partitions.ContainsKey(partition);
}
