namespace TradeStore.DuckDb.Engine;

/// <summary>libduckdb is missing, cannot be loaded, or is too old. The message says in one line what to do.</summary>
/// <param name="message">What is wrong, where, and what to do.</param>
/// <param name="innerException">The loader's own error, where there is one.</param>
public sealed class DuckDbLibraryException(string message, Exception? innerException = null) : Exception(message, innerException);
