namespace TradeStore.Storage.Errors;

/// <summary>A query ran longer than its timeout and was stopped.</summary>
/// <param name="message">What, where, and what to do.</param>
/// <param name="innerException">The cause, if another error was.</param>
public sealed class QueryTimeoutException(string message, Exception? innerException = null)
    : TradeStoreException(TradeStoreErrorCode.QueryTimeout, message, innerException);
