using TradeStore.Diagnostics;
using TradeStore.Errors;

namespace TradeStore.Ingest;

/// <summary>The door for rows of several tables that are one frame and rest on no decision: encoded by the caller, and waited for.</summary>
internal sealed class FrameWriter(IngestLane lane)
{
    /// <summary>Writes frames one after the other, each when the one before is durable; none of them when one is too large.</summary>
    /// <param name="frames">The batches of each frame; given back when they are applied or were not written.</param>
    /// <param name="cancellationToken">Stops waiting for room.</param>
    /// <exception cref="TradeStoreException">A frame is too large, or the lane stayed full.</exception>
    public async Task WriteAsync(IEnumerable<IReadOnlyList<ColumnBatch>> frames, CancellationToken cancellationToken)
    {
        var left = new Queue<PendingWrite>(frames.Select(batches => new PendingWrite(batches, decision: null)));
        try
        {
            foreach (var write in left)
            {
                write.ThrowIfTooLarge();
            }

            while (left.TryDequeue(out var next))
            {
                await WriteAsync(next, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var write in left)
            {
                write.Release();
            }
        }
    }

    private async Task WriteAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        var observed = new ObservedWrite(lane.Telemetry, lane.Name);
        using var span = observed.StartSpan(table: null);
        try
        {
            await QueueAsync(write, cancellationToken).ConfigureAwait(false);
            await write.Acknowledged.ConfigureAwait(false);
            observed.Acknowledged(write);
        }
        catch (Exception exception)
        {
            observed.Failed(table: null, exception);
            StoreTelemetry.Fail(span, exception);
            throw;
        }
    }

    private async Task QueueAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        try
        {
            await lane.EnqueueAsync(write, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            write.Release();
            throw;
        }
    }
}
