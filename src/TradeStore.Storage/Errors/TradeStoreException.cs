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
