namespace TradeStore.Storage.Errors;

/// <summary>The archive folder is missing, has no room, or cannot be written; nothing was removed from the store or from the archive.</summary>
public sealed class ArchiveUnavailableException : TradeStoreException
{
    internal ArchiveUnavailableException(string folder, string message, Exception? innerException = null)
        : base(TradeStoreErrorCode.ArchiveUnavailable, message, innerException) => Folder = folder;

    /// <summary>Gets the archive folder: <c>Tiering.Archive</c>.</summary>
    public string Folder { get; }
}
