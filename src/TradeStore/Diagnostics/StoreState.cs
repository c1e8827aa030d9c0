namespace TradeStore.Diagnostics;

/// <summary>What a store can do now.</summary>
public enum StoreState
{
    /// <summary>It reads and writes.</summary>
    Open = 0,

    /// <summary>The engine failed and is being opened again, or waits for room on the disk: writes are acknowledged, reads fail for now.</summary>
    Recovering,

    /// <summary>It has to be reopened: the engine could not be brought back, or the journal cannot be flushed.</summary>
    Faulted,

    /// <summary>It was closed.</summary>
    Closed,
}
