namespace TradeStore.Storage.Errors;

/// <summary>Ad-hoc SQL that is not one read-only statement, or whose parameters or result do not fit what the caller asked for; or a typed query with a part that has no translation.</summary>
/// <param name="message">What, where, and what to do.</param>
/// <param name="innerException">The cause, if another error was.</param>
public sealed class InvalidQueryException(string message, Exception? innerException = null)
    : TradeStoreException(TradeStoreErrorCode.InvalidQuery, message, innerException);

/// <summary>No reader became free within the configured wait; the message names the two settings to raise.</summary>
/// <param name="message">What, where, and what to do.</param>
/// <param name="innerException">The cause, if another error was.</param>
public sealed class PoolExhaustedException(string message, Exception? innerException = null)
    : TradeStoreException(TradeStoreErrorCode.PoolExhausted, message, innerException);

/// <summary>A query ran longer than its timeout and was stopped.</summary>
/// <param name="message">What, where, and what to do.</param>
/// <param name="innerException">The cause, if another error was.</param>
public sealed class QueryTimeoutException(string message, Exception? innerException = null)
    : TradeStoreException(TradeStoreErrorCode.QueryTimeout, message, innerException);
