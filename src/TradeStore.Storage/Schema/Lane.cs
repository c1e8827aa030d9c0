namespace TradeStore.Storage.Schema;

/// <summary>The way of a write to the journal, in the order in which the lanes are served.</summary>
public enum Lane
{
    /// <summary>Orders, executions, positions, audit: served first, never dropped.</summary>
    Trading = 0,

    /// <summary>Ticks and bars: waits when full.</summary>
    Market,

    /// <summary>Metrics and logs: drops the oldest when full, and counts what it dropped.</summary>
    Telemetry,
}
