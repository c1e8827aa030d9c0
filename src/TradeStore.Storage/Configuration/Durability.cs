namespace TradeStore.Storage.Configuration;

/// <summary>What an acknowledged write survives.</summary>
public enum Durability
{
    /// <summary>A power cut: the journal is flushed to the disk before the acknowledgement.</summary>
    Fsync = 0,

    /// <summary>A killed process, but not a power cut: the journal is with the operating system.</summary>
    Os,
}
