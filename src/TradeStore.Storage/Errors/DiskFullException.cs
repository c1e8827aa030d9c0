namespace TradeStore.Storage.Errors;

/// <summary>The disk has no room for the write; nothing of it was acknowledged.</summary>
/// <param name="message">What, where, and what to do.</param>
/// <param name="innerException">The cause, if another error was.</param>
public sealed class DiskFullException(string message, Exception? innerException = null)
    : TradeStoreException(TradeStoreErrorCode.DiskFull, message, innerException);
