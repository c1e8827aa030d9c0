using TradeStore.Storage.Columns;
using TradeStore.Storage.Ingest;

namespace TradeStore.Storage.Writing;

/// <summary>A journalled frame that is to be applied: fresh from a caller, or read back from the journal.</summary>
/// <param name="Sequence">Its journal sequence number.</param>
/// <param name="Batches">Its rows, table by table.</param>
/// <param name="Write">The caller's write, whose room is given back; none for a frame read back.</param>
internal readonly record struct PendingFrame(long Sequence, IReadOnlyList<ColumnBatch> Batches, PendingWrite? Write)
{
    public int RowCount => Batches.Count == 1 ? Batches[0].RowCount : Batches.Sum(b => b.RowCount);

    /// <summary>Gets what counts its rows, one by one, so that it is applied by itself; <see langword="null"/> where nobody asks.</summary>
    public RowCounting? Counting => Write?.Counting;

    /// <summary>Gives memory and room back.</summary>
    public void Release()
    {
        if (Write is not null)
        {
            Write.Release();
            return;
        }

        foreach (var batch in Batches)
        {
            batch.Dispose();
        }
    }
}

/// <summary>The rows of one table in a journalled frame.</summary>
/// <param name="Sequence">The frame's journal sequence number.</param>
/// <param name="Batch">The rows.</param>
internal readonly record struct SequencedBatch(long Sequence, ColumnBatch Batch);
