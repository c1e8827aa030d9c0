using TradeStore.Storage.Columns;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>Cuts batches into runs of one partition each.</summary>
internal sealed class PartitionSplitter
{
    private readonly Dictionary<(TableSchema Table, Partition Partition), List<RowRun>> _runs = [];

    /// <summary>Gets the runs of each partition, in the order in which they were added.</summary>
    public IReadOnlyDictionary<(TableSchema Table, Partition Partition), List<RowRun>> Runs => _runs;

    public void Add(ColumnBatch batch)
    {
        var table = batch.Table;
        var times = batch.Column(table.TimeColumn).ValuesAs<long>();
        var start = 0;
        while (start < times.Length)
        {
            var partition = Partition.Containing(table.Span, times[start]);
            var end = start + 1;
            while (end < times.Length && times[end] >= partition.Start && times[end] < partition.End)
            {
                end++;
            }

            if (!_runs.TryGetValue((table, partition), out var runs))
            {
                _runs.Add((table, partition), runs = []);
            }

            runs.Add(new RowRun(batch, start, end - start));
            start = end;
        }
    }
}
