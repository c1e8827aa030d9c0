using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Writing;

/// <summary>What the writer knows of a partition's rows without asking DuckDB: the highest key of each series and the latest time.</summary>
internal sealed class PartitionState
{
    private const char Separator = '\u001F';
    private readonly Dictionary<string, SeriesState> _series = new(StringComparer.Ordinal);
    private long _latest = long.MinValue;

    private PartitionState(Segment segment)
    {
        Segment = segment;
        IsTimeOrdered = segment.IsTimeOrdered;
    }

    public Segment Segment { get; private set; }

    /// <summary>Gets a value indicating whether every row came with a time no earlier than the one before.</summary>
    public bool IsTimeOrdered { get; private set; }

    // With the length of each part, since a name may hold the separator itself.
    public static string SeriesName(string[] parts) => string.Concat(parts.Select(p => $"{p.Length}{Separator}{p}"));

    /// <summary>Reads the state of a partition that holds rows already.</summary>
    /// <param name="session">A session to read with.</param>
    /// <param name="segment">The partition's segment.</param>
    /// <param name="memtables">Segments in memory that can hold more of its rows.</param>
    public static PartitionState Load(DuckDbSession session, Segment segment, IEnumerable<Memtable> memtables)
    {
        var state = new PartitionState(segment);
        var table = segment.Table;
        var columns = table.OrderedKey?.Series ?? [];
        var time = TableDefinitionSql.Time(table);
        var series = string.Concat(columns.Select(c => $"{TableDefinitionSql.Quote(table.Columns[c].Name)}, "));
        var sources = memtables
            .Where(t => t.MayHold(segment.Partition))
            .Select(t => $"SELECT {series}{time} AS t FROM {t.Location} WHERE {TableDefinitionSql.Within(table, segment.Partition)}")
            .Prepend($"SELECT {series}{time} AS t FROM {segment.Location}");
        using var result = session.Query($"SELECT {series}max(t) AS t FROM ({string.Join(" UNION ALL ", sources)}) GROUP BY ALL HAVING max(t) IS NOT NULL");
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    var parts = new string[columns.Count];
                    for (var i = 0; i < parts.Length; i++)
                    {
                        parts[i] = chunk.GetVector(i).GetString(row);
                    }

                    // Which sequence number the latest row has is not asked: a row of the same time is looked up.
                    var latest = chunk.GetVector(parts.Length).Values<long>()[row];
                    state.Series(SeriesName(parts)).TryAdvance(latest, long.MaxValue);
                    state._latest = Math.Max(state._latest, latest);
                }
            }
        }

        return state;
    }

    public SeriesState Series(string name)
    {
        if (!_series.TryGetValue(name, out var series))
        {
            _series.Add(name, series = new SeriesState());
        }

        return series;
    }

    /// <summary>Notes the time of a row that is appended; returns false for one that comes out of order.</summary>
    public bool Advance(long time)
    {
        if (time < _latest)
        {
            return false;
        }

        _latest = time;
        return true;
    }

    public void MarkUnordered()
    {
        IsTimeOrdered = false;
        Segment = Segment with { IsTimeOrdered = false };
    }
}

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
