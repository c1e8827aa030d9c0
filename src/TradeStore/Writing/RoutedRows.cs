using TradeStore.Ingest;
using TradeStore.Schema;

namespace TradeStore.Writing;

/// <summary>
/// The rows of one partition in one transaction, told apart: those beyond the highest key of their series, which are appended as they
/// are, and those that may be duplicates, folded by key and settled against what is there.
/// </summary>
internal sealed class RoutedRows
{
    private readonly Dictionary<(SeriesState Series, long Time, long Sequence), int> _positions = [];
    private readonly List<(ColumnBatch Batch, int Row)> _behind = [];

    /// <summary>Gets the rows to append.</summary>
    public List<RowRun> Beyond { get; } = [];

    /// <summary>Gets a value indicating whether a row to append comes before one that is there.</summary>
    public bool IsOutOfOrder { get; private set; }

    public bool HasBehind => _behind.Count > 0;

    /// <summary>Gets the time of the earliest and the latest row that may be a duplicate.</summary>
    public (long Earliest, long Latest) BehindRange { get; private set; } = (long.MaxValue, long.MinValue);

    public static RoutedRows Route(IEnumerable<RowRun> runs, PartitionState partition)
    {
        var routed = new RoutedRows();
        foreach (var run in runs)
        {
            routed.Route(run, partition);
        }

        return routed;
    }

    /// <summary>Returns the rows that may be duplicates, one for each key, as runs.</summary>
    public List<RowRun> Behind()
    {
        var runs = new List<RowRun>();
        foreach (var (batch, row) in _behind)
        {
            RowRun.Add(runs, batch, row, 1);
        }

        return runs;
    }

    private void Route(RowRun run, PartitionState partition)
    {
        var table = run.Batch.Table;
        var times = run.Batch.Column(table.TimeColumn).ValuesAs<long>();
        ref readonly var sequences = ref run.Batch.Column(Math.Max(table.OrderedKey!.Sequence, 0));
        var hasSequence = table.OrderedKey!.Sequence >= 0;
        var sequenceValues = hasSequence && !sequences.IsAllNull ? sequences.ValuesAs<long>() : default;
        var lookup = table.Duplicates == DuplicateRule.KeepBoth ? null : new SeriesLookup(run.Batch, partition);
        var start = run.Start;
        for (var row = run.Start; row < run.End; row++)
        {
            // A key with NULL in it equals no other, so such a row is always one of its own.
            var isUnique = lookup is null || (hasSequence && sequences.IsNull(row));
            var sequence = isUnique || !hasSequence ? 0 : sequenceValues[row];
            if (!isUnique && lookup!.Find(row) is var series && !series.TryAdvance(times[row], sequence))
            {
                AddBeyond(run.Batch, start, row);
                start = row + 1;
                AddBehind(series, run.Batch, row, times[row], sequence);
            }
            else if (!partition.Advance(times[row]))
            {
                IsOutOfOrder = true;
            }
        }

        AddBeyond(run.Batch, start, run.End);
    }

    private void AddBeyond(ColumnBatch batch, int start, int end)
    {
        if (end > start)
        {
            RowRun.Add(Beyond, batch, start, end - start);
        }
    }

    private void AddBehind(SeriesState series, ColumnBatch batch, int row, long time, long sequence)
    {
        BehindRange = (Math.Min(BehindRange.Earliest, time), Math.Max(BehindRange.Latest, time));
        if (!_positions.TryGetValue((series, time, sequence), out var position))
        {
            _positions.Add((series, time, sequence), _behind.Count);
            _behind.Add((batch, row));
        }
        else if (batch.Table.Duplicates == DuplicateRule.Replace)
        {
            _behind[position] = (batch, row);
        }
    }
}
