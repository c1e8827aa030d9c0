using TradeStore.Schema;

namespace TradeStore.Diagnostics;

/// <summary>One write from the call to its acknowledgement, as it is counted; takes no memory, and no time while nobody listens.</summary>
internal readonly struct ObservedWrite
{
    private readonly StoreTelemetry? _telemetry;
    private readonly TableSchema _table;
    private readonly int _rows;
    private readonly long _started;

    /// <summary>Starts to observe a write.</summary>
    /// <param name="telemetry">The store's; none in a test of a part.</param>
    /// <param name="table">The table, which knows its lane.</param>
    /// <param name="rows">The rows of the batch.</param>
    public ObservedWrite(StoreTelemetry? telemetry, TableSchema table, int rows)
    {
        _telemetry = telemetry;
        _table = table;
        _rows = rows;
        _started = telemetry is { Metrics.TimesWrites: true } ? telemetry.Clock.GetTimestamp() : 0;
    }

    /// <summary>Starts the span of the write; <see langword="null"/> when nobody listens. In an async method, so that it does not become the caller's.</summary>
    public System.Diagnostics.Activity? StartSpan() => _telemetry?.Start("append", _table.Name)?.SetTag("db.operation.batch.size", _rows);

    public void Acknowledged() =>
        _telemetry?.Metrics.Acknowledged(_table, _rows, _started == 0 ? TimeSpan.Zero : _telemetry.Clock.GetElapsedTime(_started));

    public void Failed(Exception cause) => _telemetry?.Metrics.Failed(_table, cause);
}
