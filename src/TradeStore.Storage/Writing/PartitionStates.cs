using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Writing;

/// <summary>The states of the partitions written last; older ones are read again when they are written again.</summary>
internal sealed class PartitionStates(TierMaps maps)
{
    private const int MostKept = 64;
    private readonly Dictionary<(TableSchema Table, Partition Partition), (PartitionState State, long Use)> _states = [];
    private long _use;

    /// <summary>Returns the state of a partition that has a segment.</summary>
    /// <param name="session">A session to read with.</param>
    /// <param name="table">The table.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="memtables">The segments in memory, as they were before the session's transaction took its snapshot.</param>
    public PartitionState Get(DuckDbSession session, TableSchema table, Partition partition, IReadOnlyCollection<Memtable> memtables)
    {
        var segment = maps.Current.Find(table, partition)?.Open ?? throw new InvalidOperationException($"The partition {partition.Name} of '{table.Name}' has no segment that takes rows.");
        if (!_states.TryGetValue((table, partition), out var kept) || kept.State.Segment.Id != segment.Id)
        {
            Forget();
            kept.State = PartitionState.Load(session, segment, memtables);
        }

        _states[(table, partition)] = (kept.State, ++_use);
        return kept.State;
    }

    /// <summary>Forgets everything: a transaction failed, and what was noted of its rows is not true.</summary>
    public void Clear() => _states.Clear();

    private void Forget()
    {
        if (_states.Count >= MostKept)
        {
            _states.Remove(_states.MinBy(s => s.Value.Use).Key);
        }
    }
}
