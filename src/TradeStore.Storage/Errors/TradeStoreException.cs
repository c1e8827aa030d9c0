namespace TradeStore.Storage.Errors;

/// <summary>The base of every error the store raises; misuse of the API stays <see cref="ArgumentException"/> and the like.</summary>
public class TradeStoreException : Exception
{
    /// <summary>Creates an error with its code, message and cause.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="message">What, where, and what to do.</param>
    /// <param name="innerException">The cause, if another error was.</param>
    public TradeStoreException(TradeStoreErrorCode code, string message, Exception? innerException = null)
        : base($"TS{(int)code}: {message}", innerException) => Code = code;

    /// <summary>Gets what went wrong.</summary>
    public TradeStoreErrorCode Code { get; }

    /// <summary>Gets a value indicating whether the same call can succeed later without any change.</summary>
    public virtual bool IsTransient => Code is TradeStoreErrorCode.PoolExhausted or TradeStoreErrorCode.QueryTimeout
        or TradeStoreErrorCode.IngestTimeout or TradeStoreErrorCode.WriteConflict or TradeStoreErrorCode.DiskFull
        or TradeStoreErrorCode.EngineReopening or TradeStoreErrorCode.SnapshotReleased;
}

/// <summary>What went wrong, in numbered ranges by stage; <c>docs/errors.md</c> lists cause and cure of each.</summary>
public enum TradeStoreErrorCode
{
    /// <summary>Not set; never thrown.</summary>
    None = 0,

    /// <summary>The folder is held by another process or by an open store of this process.</summary>
    StoreInUse = 1001,

    /// <summary>Data that was acknowledged is damaged and no second copy could replace it.</summary>
    StoreCorrupt = 1002,

    /// <summary>The folder was written by a newer version of the store.</summary>
    StoreTooNew = 1003,

    /// <summary>One or more options are out of range.</summary>
    InvalidConfiguration = 1004,

    /// <summary>libduckdb is missing or too old.</summary>
    NativeLibrary = 1005,

    /// <summary>The folder cannot be read or written.</summary>
    StoreInaccessible = 1006,

    /// <summary>The store's history, or a table it holds, does not match what the program declares.</summary>
    SchemaMismatch = 1007,

    /// <summary>The folder holds no store and is not empty, so that none is made in it.</summary>
    NotAStore = 1008,

    /// <summary>A row breaks a rule of its table; its whole batch was refused.</summary>
    InvalidRow = 2001,

    /// <summary>A row's key exists and its table does not allow that.</summary>
    DuplicateKey = 2002,

    /// <summary>A batch is larger than one journal frame may be.</summary>
    BatchTooLarge = 2003,

    /// <summary>The ingest lane stayed full for longer than the configured wait.</summary>
    IngestTimeout = 2004,

    /// <summary>An order cannot change from its status to the one asked for.</summary>
    IllegalTransition = 2005,

    /// <summary>A row refers to one that is not in the store.</summary>
    UnknownReference = 2006,

    /// <summary>A fill is larger than what is left of its order.</summary>
    Overfill = 2007,

    /// <summary>Two versions of a bot's configuration would be in force at the same time.</summary>
    ConfigurationOverlap = 2010,

    /// <summary>A signal cannot change as asked: it was executed before, or was refused or void.</summary>
    IllegalSignalChange = 2011,

    /// <summary>The disk has no room for the write.</summary>
    DiskFull = 3001,

    /// <summary>The journal could not be written or flushed.</summary>
    JournalFailed = 3002,

    /// <summary>The engine failed and could not be brought back; reopen the store.</summary>
    StoreFaulted = 4001,

    /// <summary>A write met a conflicting one.</summary>
    WriteConflict = 4002,

    /// <summary>The engine failed or was closed under a read and is being opened again; reading again succeeds.</summary>
    EngineReopening = 4003,

    /// <summary>No reader became free in time.</summary>
    PoolExhausted = 5001,

    /// <summary>A query ran longer than its timeout.</summary>
    QueryTimeout = 5002,

    /// <summary>The SQL is not one read-only statement, or its parameters or result do not fit.</summary>
    InvalidQuery = 5003,

    /// <summary>The engine refused or failed the query.</summary>
    QueryFailed = 5004,

    /// <summary>A transaction of a connection was ended, since a checkpoint waited for its snapshot.</summary>
    SnapshotReleased = 5005,

    /// <summary>The archive folder is missing, has no room, or cannot be written.</summary>
    ArchiveUnavailable = 6001,
}
