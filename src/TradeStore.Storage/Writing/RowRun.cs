using TradeStore.Storage.Columns;
using TradeStore.Storage.Ingest;

namespace TradeStore.Storage.Writing;

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
