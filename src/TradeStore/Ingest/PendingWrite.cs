namespace TradeStore.Ingest;

/// <summary>A batch on its way through the journal, and the caller that waits for it.</summary>
internal sealed class PendingWrite(ColumnBatch batch)
{
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ColumnBatch Batch { get; } = batch;

    /// <summary>Gets or sets the lane whose room the batch takes until it is applied.</summary>
    public IngestLane? Lane { get; set; }

    /// <summary>Gets the bytes the batch takes of its lane's room.</summary>
    public long Bytes { get; } = batch.PayloadLength;

    /// <summary>Gets or sets the sequence number the journal gave the batch.</summary>
    public long Sequence { get; set; }

    /// <summary>Gets the task that completes when the batch is durable, or was dropped by a lane that drops.</summary>
    public Task Acknowledged => _acknowledged.Task;

    public void Acknowledge() => _acknowledged.TrySetResult();

    /// <summary>Tells the caller that nothing of the batch counts, and gives its memory and room back.</summary>
    public void Fail(Exception exception)
    {
        Release();
        _acknowledged.TrySetException(exception);
    }

    /// <summary>Gives the batch's memory and room back.</summary>
    public void Release()
    {
        Batch.Dispose();
        Lane?.Release(Bytes);
        Lane = null;
    }
}
