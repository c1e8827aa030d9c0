using TradeStore.Schema;

namespace TradeStore.Tiers;

/// <summary>
/// The newest rows of a table, in memory: applied so that readers see them, but not yet part of their partitions. A reader takes them
/// unless its snapshot of the partitions holds them already, which the applied sequence number in that snapshot tells.
/// </summary>
/// <param name="Table">The logical table.</param>
/// <param name="Location">The in-memory DuckDB table, as SQL names it.</param>
/// <param name="Number">Rises from segment to segment of the table.</param>
internal sealed record TailSegment(TableSchema Table, string Location, long Number)
{
    private long _lastSequence;

    /// <summary>Gets the journal sequence number of the first batch in it.</summary>
    public long FirstSequence { get; init; }

    /// <summary>Gets or sets the journal sequence number of the last batch in it.</summary>
    public long LastSequence
    {
        get => Volatile.Read(ref _lastSequence);
        set => Volatile.Write(ref _lastSequence, value);
    }
}
