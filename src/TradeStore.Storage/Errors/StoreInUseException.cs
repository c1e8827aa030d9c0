using System.Globalization;

namespace TradeStore.Storage.Errors;

/// <summary>The folder is held by another process, or by a store that this process has open.</summary>
public sealed class StoreInUseException : TradeStoreException
{
    internal StoreInUseException(string path, int? holderProcessId, DateTimeOffset? heldSince)
        : base(TradeStoreErrorCode.StoreInUse, Describe(path, holderProcessId, heldSince))
    {
        StorePath = path;
        HolderProcessId = holderProcessId;
        HeldSince = heldSince;
    }

    /// <summary>Gets the folder that is held.</summary>
    public string StorePath { get; }

    /// <summary>Gets the holder's process id; <see langword="null"/> when its lock file could not be read.</summary>
    public int? HolderProcessId { get; }

    /// <summary>Gets when the holder opened the store (UTC).</summary>
    public DateTimeOffset? HeldSince { get; }

    private static string Describe(string path, int? processId, DateTimeOffset? since) => processId == Environment.ProcessId
        ? $"The store '{path}' is already open in this process (process {processId}, since {since:u}). Share that Store, or dispose it first; one that was disposed lets go when its last statement has ended."
        : $"The store '{path}' is held by process {(processId?.ToString(CultureInfo.InvariantCulture) ?? "(unknown)")}, since {since:u}. One process at a time can open a store.";
}
