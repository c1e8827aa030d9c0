using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Writing;

/// <summary>A memtable that takes rows, or waits to be flushed into its partitions.</summary>
internal sealed class OpenMemtable(TableSchema table, long number, long firstSequence, long openedAt)
{
    /// <summary>Gets the table's name within the in-memory database.</summary>
    public string TableName { get; } = $"{table.Name}_{number}";

    public Memtable Memtable { get; } = new(table, $"{WarmDatabase.MemtableCatalog}.main.\"{table.Name}_{number}\"", firstSequence);

    /// <summary>Gets when it was opened, as a clock's timestamp.</summary>
    public long OpenedAt { get; } = openedAt;

    /// <summary>Gets the partitions in which its rows come out of order: recorded with the flush that moves them there.</summary>
    public List<Segment> Unordered { get; } = [];

    public long LastSequence { get; private set; }

    public long Rows { get; private set; }

    public void Note(long lastSequence, long rows)
    {
        LastSequence = lastSequence;
        Rows += rows;
    }
}
