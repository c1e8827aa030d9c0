namespace TradeStore.Storage.Ingest;

/// <summary>Why it is not known what became of the rows of a durable batch.</summary>
public enum UncountedReason
{
    /// <summary>The engine was opened again and the batch came from the journal, where nothing is counted.</summary>
    EngineRecovered = 0,

    /// <summary>The batch was not applied within <see cref="Configuration.ReaderOptions.QueryTimeout"/>.</summary>
    NotAppliedInTime,

    /// <summary>The batch cannot be applied before there is room on the disk.</summary>
    DiskFull,

    /// <summary>What is stored of the batch's times cannot be read: health and <c>Store.VerifyAsync</c> say which file is damaged.</summary>
    Damaged,

    /// <summary>The store is faulted or was closed.</summary>
    StoreFaulted,

    /// <summary>The caller has given up waiting.</summary>
    Cancelled,
}
