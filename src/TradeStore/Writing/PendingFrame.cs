using TradeStore.Ingest;

namespace TradeStore.Writing;

/// <summary>A journalled batch that is to be applied: fresh from a caller, or read back from the journal.</summary>
/// <param name="Sequence">Its journal sequence number.</param>
/// <param name="Batch">Its rows.</param>
/// <param name="Write">The caller's write, whose room is given back; none for a batch read back.</param>
internal readonly record struct PendingFrame(long Sequence, ColumnBatch Batch, PendingWrite? Write)
{
    /// <summary>Gives memory and room back.</summary>
    public void Release()
    {
        if (Write is null)
        {
            Batch.Dispose();
        }
        else
        {
            Write.Release();
        }
    }
}
