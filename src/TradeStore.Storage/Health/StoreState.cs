namespace TradeStore.Storage.Health;

/// <summary>What a store can do now.</summary>
public enum StoreState
{
    /// <summary>It reads and writes.</summary>
    Open = 0,

    /// <summary>The engine failed and is being opened again: writes are acknowledged, reads fail for now.</summary>
    Recovering,

    /// <summary>It has to be reopened: the engine could not be brought back, or the journal cannot be flushed.</summary>
    Faulted,

    /// <summary>It was closed.</summary>
    Closed,

    /// <summary>The disk is full: reads go on, and what is acknowledged and needs room waits in the journal; <see cref="StoreHealth.DiskFullReason"/> says for what.</summary>
    DiskFull,
}
