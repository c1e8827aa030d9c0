namespace TradeStore.Storage.Errors;

/// <summary>No reader became free within the configured wait; the message names the two settings to raise.</summary>
/// <param name="message">What, where, and what to do.</param>
/// <param name="innerException">The cause, if another error was.</param>
public sealed class PoolExhaustedException(string message, Exception? innerException = null)
    : TradeStoreException(TradeStoreErrorCode.PoolExhausted, message, innerException);
