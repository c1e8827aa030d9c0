namespace TradeStore.Storage.Errors;

/// <summary>Data that was acknowledged is damaged and no second copy could replace it; the message says what, where, and what survived.</summary>
public sealed class StoreCorruptException : TradeStoreException
{
    internal StoreCorruptException(string message, IReadOnlyList<string> findings, Exception? innerException = null)
        : base(TradeStoreErrorCode.StoreCorrupt, message, innerException) => Findings = findings;

    /// <summary>Gets each damage found: what and where, one sentence each.</summary>
    public IReadOnlyList<string> Findings { get; }
}
