using TradeStore.Storage.Columns;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Ingest;

/// <summary>The door for rows of several tables that are one frame and rest on no decision: encoded by the caller, and waited for.</summary>
internal sealed class FrameWriter(IngestLane lane)
{
    /// <summary>Writes frames one after the other, each when the one before is durable; none of them when one is too large.</summary>
    /// <param name="bytes">What all of them are expected to take: their room is waited for before they are encoded.</param>
    /// <param name="encode">Encodes the batches of each frame; they are given back when they are applied or were not written.</param>
    /// <param name="cancellationToken">Stops waiting for room.</param>
    /// <exception cref="TradeStoreException">A frame is too large, or the lane stayed full.</exception>
    public async Task WriteAsync(long bytes, Func<IReadOnlyList<IReadOnlyList<ColumnBatch>>> encode, CancellationToken cancellationToken)
    {
        BatchScope.ThrowIfWithin();
        using var room = await lane.ReserveAsync(bytes, keepsPlace: false, cancellationToken).ConfigureAwait(false);
        var left = new Queue<PendingWrite>(encode().Select(batches => new PendingWrite(batches, decision: null)));
        try
        {
            foreach (var write in left)
            {
                write.ThrowIfTooLarge();
            }

            while (left.TryPeek(out var next))
            {
                await WriteAsync(next, room.Split(next.Bytes), () => left.Dequeue()).ConfigureAwait(false);
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

    private async Task WriteAsync(PendingWrite write, LaneRoom room, Action queued)
    {
        var observed = new ObservedWrite(lane.Telemetry, lane.Name);
        using var span = observed.StartSpan(table: null);
        try
        {
            Queue(write, room);
            queued();
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

    private void Queue(PendingWrite write, LaneRoom room)
    {
        try
        {
            lane.Enqueue(write, room);
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }
}
