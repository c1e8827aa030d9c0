using System.Runtime.InteropServices;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>
/// The rows of one partition in one transaction, told apart: those that cannot be duplicates, which are appended as they are (beyond the highest
/// key of their series, say), and those that may be, folded by key and settled against what is there.
/// </summary>
internal sealed class RoutedRows
{
    private readonly Dictionary<(SeriesState Series, long Time, long Sequence, int Present), int> _positions = [];
    private readonly Dictionary<string, int> _positionsByKey = new(StringComparer.Ordinal);
    private readonly List<(ColumnBatch Batch, int Row)> _possibleDuplicates = [];
    private readonly List<(ColumnBatch Batch, int Row)> _repeated = [];

    /// <summary>Gets the rows to append.</summary>
    public List<RowRun> NewRows { get; } = [];

    /// <summary>Gets a value indicating whether a row to append comes before one that is there.</summary>
    public bool IsOutOfOrder { get; private set; }

    public bool HasPossibleDuplicates => _possibleDuplicates.Count > 0;

    /// <summary>Gets how many rows may be duplicates.</summary>
    public int PossibleDuplicateCount => _possibleDuplicates.Count + _repeated.Count;

    /// <summary>Gets the time of the earliest and the latest row that may be a duplicate.</summary>
    public (long Earliest, long Latest) PossibleDuplicateTimes { get; private set; } = (long.MaxValue, long.MinValue);

    public static RoutedRows Route(IEnumerable<RowRun> runs, PartitionState partition)
    {
        var routed = new RoutedRows();
        foreach (var run in runs)
        {
            var table = run.Batch.Table;
            if (table.Duplicates == DuplicateRule.KeepBoth)
            {
                routed.RouteAll(run, partition);
            }
            else if (table.OrderedKey is { } key)
            {
                routed.RouteByOrder(run, partition, key);
            }
            else
            {
                routed.RouteByKey(run, partition);
            }
        }

        return routed;
    }

    /// <summary>Returns the rows that may be duplicates, one for each key, as runs.</summary>
    public List<RowRun> PossibleDuplicates() => Runs(_possibleDuplicates);

    /// <summary>Returns the rows that may be duplicates, all of each key, as runs; of a table that ignores duplicates.</summary>
    public List<RowRun> AllPossibleDuplicates() => Runs(_possibleDuplicates.Concat(_repeated));

    private static List<RowRun> Runs(IEnumerable<(ColumnBatch Batch, int Row)> rows)
    {
        var runs = new List<RowRun>();
        foreach (var (batch, row) in rows)
        {
            RowRun.Add(runs, batch, row, 1);
        }

        return runs;
    }

    private static ReadOnlySpan<long> Times(RowRun run) => run.Batch.Column(run.Batch.Table.TimeColumn).ValuesAs<long>();

    private void RouteAll(RowRun run, PartitionState partition)
    {
        var times = Times(run);
        for (var row = run.Start; row < run.End; row++)
        {
            IsOutOfOrder |= !partition.Advance(times[row]);
        }

        AddNew(run.Batch, run.Start, run.End);
    }

    private void RouteByOrder(RowRun run, PartitionState partition, OrderedKey key)
    {
        var times = Times(run);
        ref readonly var sequences = ref run.Batch.Column(Math.Max(key.Sequence, 0));
        var hasSequence = key.Sequence >= 0;
        var sequenceValues = hasSequence && !sequences.IsAllNull ? sequences.ValuesAs<long>() : default;
        var lookup = new SeriesLookup(run.Batch, key, partition);
        var start = run.Start;
        for (var row = run.Start; row < run.End; row++)
        {
            // A key with NULL in it equals no other, so such a row is always one of its own.
            var isUnique = hasSequence && sequences.IsNull(row);
            var sequence = isUnique || !hasSequence ? 0 : sequenceValues[row];
            if (!isUnique && lookup.Find(row) is var series && !series.TryAdvance(times[row], sequence))
            {
                AddNew(run.Batch, start, row);
                start = row + 1;
                AddPossibleDuplicate(_positions, (series, times[row], sequence, RowKey.Presence(run.Batch, row)), run.Batch, row, times[row]);
            }
            else if (!partition.Advance(times[row]))
            {
                IsOutOfOrder = true;
            }
        }

        AddNew(run.Batch, start, run.End);
    }

    private void RouteByKey(RowRun run, PartitionState partition)
    {
        var times = Times(run);
        for (var row = run.Start; row < run.End; row++)
        {
            if (RowKey.Of(run.Batch, row) is { } key)
            {
                AddPossibleDuplicate(_positionsByKey, key, run.Batch, row, times[row]);
            }
            else
            {
                AddNew(run.Batch, row, row + 1);
            }

            IsOutOfOrder |= !partition.Advance(times[row]);
        }
    }

    private void AddNew(ColumnBatch batch, int start, int end)
    {
        if (end > start)
        {
            RowRun.Add(NewRows, batch, start, end - start);
        }
    }

    private void AddPossibleDuplicate<TKey>(Dictionary<TKey, int> positions, TKey key, ColumnBatch batch, int row, long time)
        where TKey : notnull
    {
        PossibleDuplicateTimes = (Math.Min(PossibleDuplicateTimes.Earliest, time), Math.Max(PossibleDuplicateTimes.Latest, time));
        if (positions.TryAdd(key, _possibleDuplicates.Count))
        {
            _possibleDuplicates.Add((batch, row));
        }
        else if (batch.Table.Duplicates == DuplicateRule.Ignore)
        {
            _repeated.Add((batch, row));
        }
        else if (_possibleDuplicates[positions[key]] is var before && Precedence(batch, row) >= Precedence(before.Batch, before.Row))
        {
            _possibleDuplicates[positions[key]] = (batch, row);
        }
    }

    public static long Precedence(ColumnBatch batch, int row)
    {
        if (batch.Table.Precedence < 0)
        {
            return 0;
        }

        ref readonly var column = ref batch.Column(batch.Table.Precedence);
        return batch.Table.Columns[batch.Table.Precedence].Width switch
        {
            sizeof(byte) => column.ValuesAs<byte>()[row],
            sizeof(int) => column.ValuesAs<int>()[row],
            _ => column.ValuesAs<long>()[row],
        };
    }
}

/// <summary>Rows that follow each other in a batch.</summary>
internal readonly record struct RowRun(ColumnBatch Batch, int Start, int Count)
{
    public int End => Start + Count;

    /// <summary>Adds a run to a list, joining it with the one before where they touch.</summary>
    public static void Add(List<RowRun> runs, ColumnBatch batch, int start, int count)
    {
        if (runs.Count > 0 && runs[^1] is var last && ReferenceEquals(last.Batch, batch) && last.End == start)
        {
            runs[^1] = last with { Count = last.Count + count };
        }
        else
        {
            runs.Add(new RowRun(batch, start, count));
        }
    }
}

/// <summary>What became of rows of a table that ignores duplicates.</summary>
/// <param name="Table">The table.</param>
/// <param name="Kept">The rows that are new.</param>
/// <param name="AlreadyThere">Those that were there already, with the same content.</param>
/// <param name="InConflict">Those that were left out, although they say other than the row that is there.</param>
/// <param name="Undecided">Those of a partition that had been closed: they are held against its rows when it is read or merged.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SettledRows(TableSchema Table, long Kept, long AlreadyThere, long InConflict, long Undecided);
