namespace TradeStore.Storage.Ingest;

/// <summary>
/// Room in a lane that a write takes: from before its rows are encoded until they are applied. Who waited for it may have a place in
/// the queue from the moment in which it was given, so that writes stay in the order in which they came.
/// </summary>
internal sealed class LaneRoom(IngestLane lane, long bytes) : IDisposable
{
    private readonly IngestLane _lane = lane;

    /// <summary>Gets or sets the bytes it takes; only the lane sets it.</summary>
    public long Bytes { get; set; } = bytes;

    /// <summary>Gets or sets the turn of one that waits; <see langword="null"/> for one that was there at once.</summary>
    public TaskCompletionSource? Turn { get; set; }

    /// <summary>Gets or sets a value indicating whether who waits gets a place in the queue with the room, rather than when it is queued.</summary>
    public bool WantsPlace { get; set; }

    /// <summary>Gets or sets a value indicating whether it has its place.</summary>
    public bool HasPlace { get; set; }

    /// <summary>Gets or sets what lies in it; <see langword="null"/> while it is being encoded.</summary>
    public PendingWrite? Write { get; set; }

    /// <summary>Gets or sets a value indicating whether it was given back.</summary>
    public bool IsReturned { get; set; }

    /// <summary>Cuts room for a part off.</summary>
    public LaneRoom Split(long part) => _lane.Split(this, part);

    /// <summary>Gives the room back; once.</summary>
    public void Dispose() => _lane.Return(this);
}
