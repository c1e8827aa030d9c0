namespace TradeStore.Storage.Journal;

/// <summary>What a mark says beside its numbers.</summary>
[Flags]
internal enum StoreMarkState : uint
{
    /// <summary>The store is open, or was when its process ended; acknowledgements waited for the disk.</summary>
    None = 0,

    /// <summary>The store was closed, and the database holds everything.</summary>
    Closed = 1,

    /// <summary>Acknowledgements did not wait for the disk: after a power cut the journal may end earlier.</summary>
    NotFlushed = 2,
}
