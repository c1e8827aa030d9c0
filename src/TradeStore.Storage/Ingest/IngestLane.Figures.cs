using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Ingest;

/// <content>What a lane tells about itself.</content>
internal sealed partial class IngestLane
{
    /// <summary>Gets the number of batches this lane has dropped.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Gets which lane it is.</summary>
    public Lane Name { get; } = lane;

    /// <summary>Gets what observes the store, for those who write into the lane.</summary>
    public StoreTelemetry? Telemetry { get; } = telemetry;

    /// <summary>Gets the bytes the lane may hold.</summary>
    public long Capacity { get; } = capacity;

    /// <summary>Gets the bytes of the batches that are being encoded or not yet applied.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _used;
            }
        }
    }

    /// <summary>Gets a value indicating whether writes wait for room.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <summary>Gets the number of batches that wait for the journal.</summary>
    public int Depth
    {
        get
        {
            lock (_gate)
            {
                return _depth;
            }
        }
    }
}
