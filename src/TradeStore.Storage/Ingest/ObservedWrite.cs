using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Ingest;

/// <summary>One write from the call to its acknowledgement, as it is counted; takes no memory, and no time while nobody listens.</summary>
internal readonly struct ObservedWrite
{
    private readonly StoreTelemetry? _telemetry;
    private readonly Lane _lane;
    private readonly long _started;

    /// <summary>Starts to observe a write.</summary>
    /// <param name="telemetry">The store's; none in a test of a part.</param>
    /// <param name="lane">Its lane.</param>
    public ObservedWrite(StoreTelemetry? telemetry, Lane lane)
    {
        _telemetry = telemetry;
        _lane = lane;
        _started = telemetry is { Metrics.TimesWrites: true } ? telemetry.Clock.GetTimestamp() : 0;
    }

    /// <summary>Starts the span of the write; an empty one when nobody listens. In an async method, so that it does not become the caller's.</summary>
    /// <param name="table">The table; <see langword="null"/> for a write of several.</param>
    public StoreSpan StartSpan(string? table) => _telemetry?.Start("append", table) ?? default;

    /// <summary>Notes that all of the write is durable.</summary>
    public void Acknowledged(PendingWrite write)
    {
        if (_telemetry is not { Metrics: { CountsWrites: true } metrics })
        {
            return;
        }

        foreach (var batch in write.Batches)
        {
            metrics.Acknowledged(batch.Table, _lane, batch.RowCount);
        }

        if (_started != 0)
        {
            metrics.Acknowledged(_lane, _telemetry.Clock.GetElapsedTime(_started));
        }
    }

    /// <summary>Notes that the write was not acknowledged.</summary>
    /// <param name="table">The table; <see langword="null"/> for a write of several.</param>
    /// <param name="cause">Why.</param>
    public void Failed(TableSchema? table, Exception cause) => _telemetry?.Metrics.Failed(table, _lane, cause);
}
