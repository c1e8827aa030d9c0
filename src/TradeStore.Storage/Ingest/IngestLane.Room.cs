using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Ingest;

// Room: who has it, who waits for it, in which order it is given.
internal sealed partial class IngestLane
{
    internal LaneRoom Split(LaneRoom room, long part)
    {
        lock (_gate)
        {
            part = Math.Min(part, room.Bytes);
            room.Bytes -= part;
            return new LaneRoom(this, part);
        }
    }

    internal void Return(LaneRoom room)
    {
        lock (_gate)
        {
            if (room.IsReturned)
            {
                return;
            }

            room.IsReturned = true;
            _used -= room.Bytes;
            AdmitThoseWithRoom();
            if (_closed is null && room is { HasPlace: true, Write: null })
            {
                // Those behind its place need not wait for it any more.
                wake();
            }
        }
    }

    // A batch larger than the whole lane passes when it is alone.
    private bool HasRoom(long bytes) => _used == 0 || _used + bytes <= Capacity;

    private void AdmitThoseWithRoom()
    {
        while (_waiting.First is { Value: var first } && HasRoom(first.Bytes))
        {
            _waiting.RemoveFirst();
            _used += first.Bytes;
            if (first.WantsPlace)
            {
                first.HasPlace = true;
                _queue.Enqueue(first);
            }

            first.Turn!.TrySetResult();
        }
    }

    private async ValueTask<LaneRoom> WaitAsync(LaneRoom room, TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        try
        {
            onFull?.Invoke();
            await turn.Task.WaitAsync(maximumWait, clock, cancellationToken).ConfigureAwait(false);
            return room;
        }
        catch (Exception exception)
        {
            if (!TryLeave(room))
            {
                // Answered in the same moment: closed, or given, which ends a wait that was too long and not one that its caller has left.
                await turn.Task.ConfigureAwait(false);
                if (exception is TimeoutException)
                {
                    return room;
                }

                Return(room);
            }

            if (exception is TimeoutException)
            {
                throw StayedFull(exception);
            }

            throw;
        }
    }

    private TradeStoreException StayedFull(Exception cause) => new(
        TradeStoreErrorCode.IngestTimeout,
        $"The {Name} lane stayed full ({Capacity:N0} bytes) for {maximumWait.TotalSeconds:0.#} s: the disk or the engine cannot keep up. "
            + "Write slower, or raise Ingest.LaneCapacity or Ingest.MaximumWait.",
        cause);

    private bool TryLeave(LaneRoom room)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(room))
            {
                return false;
            }

            AdmitThoseWithRoom();
            return true;
        }
    }
}
