using TradeStore.Storage.Columns;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Journal;

namespace TradeStore.Storage.Ingest;

/// <summary>A frame on its way through the journal, and the caller that waits for it.</summary>
internal sealed class PendingWrite
{
    private const long LargestPayload = FrameHeader.MaxLength - 4096;
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PendingWrite(ColumnBatch batch)
        : this([batch], decision: null)
    {
    }

    /// <summary>Creates a write of what a decision says, whose changes of state in memory follow the acknowledgement.</summary>
    public PendingWrite(IReadOnlyList<ColumnBatch> batches, IDecision? decision)
    {
        Batches = batches;
        Payload = batches.Count == 1 ? batches[0] : new TransactionPayload(batches);
        Decision = decision;
    }

    public IReadOnlyList<ColumnBatch> Batches { get; }

    public IJournalPayload Payload { get; }

    /// <summary>Gets what was decided against state in memory; <see langword="null"/> for rows that need no decision.</summary>
    public IDecision? Decision { get; }

    /// <summary>Gets or sets the room that the frame takes of its lane until it is applied.</summary>
    public LaneRoom? Room { get; set; }

    /// <summary>Gets the bytes the frame takes of its lane's room.</summary>
    public long Bytes => Payload.PayloadLength;

    /// <summary>Gets where the writer notes what became of the rows; <see langword="null"/> where nobody asks.</summary>
    public RowCounting? Counting { get; init; }

    /// <summary>Gets or sets the sequence number the journal gave the frame.</summary>
    public long Sequence { get; set; }

    /// <summary>Gets the task that completes when the frame is durable, or was dropped by a lane that drops.</summary>
    public Task Acknowledged => _acknowledged.Task;

    /// <exception cref="TradeStoreException">One journal frame cannot hold it.</exception>
    public void ThrowIfTooLarge()
    {
        if (Bytes > LargestPayload)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.BatchTooLarge,
                $"The batch for '{string.Join("', '", Batches.Select(b => b.Table))}' takes {Bytes:N0} bytes, more than one journal frame may ({LargestPayload:N0}). Write it in parts.");
        }
    }

    public void Acknowledge() => _acknowledged.TrySetResult();

    /// <summary>Tells the caller that nothing of the frame counts, and gives its memory and room back.</summary>
    public void Fail(Exception exception)
    {
        Release();
        _acknowledged.TrySetException(exception);
    }

    /// <summary>Tells the caller that the frame is durable and what went wrong behind that; whoever took it over gives its memory back.</summary>
    public void Keep(Exception exception) => _acknowledged.TrySetException(exception);

    /// <summary>Gives the frame's memory and room back.</summary>
    public void Release()
    {
        foreach (var batch in Batches)
        {
            batch.Dispose();
        }

        Room?.Dispose();
    }
}
