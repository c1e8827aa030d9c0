namespace TradeStore.Storage.Errors;

/// <summary>The engine failed and could not be brought back; what was acknowledged is in the journal and comes back when the store is reopened.</summary>
/// <param name="message">What, where, and what to do.</param>
/// <param name="innerException">The cause, if another error was.</param>
public sealed class StoreFaultedException(string message, Exception? innerException = null)
    : TradeStoreException(TradeStoreErrorCode.StoreFaulted, message, innerException);
