using System.Globalization;

namespace TradeStore.Storage.Errors;

/// <summary>One or more options are out of range; the message names every one, with its value and range.</summary>
public sealed class InvalidConfigurationException : TradeStoreException
{
    internal InvalidConfigurationException(IReadOnlyList<string> failures)
        : base(TradeStoreErrorCode.InvalidConfiguration, string.Join(" ", failures)) => Failures = failures;

    /// <summary>Gets one sentence for each wrong option.</summary>
    public IReadOnlyList<string> Failures { get; }
}

/// <summary>What the store holds and what the program declares do not go together; nothing was changed.</summary>
public sealed class SchemaMismatchException : TradeStoreException
{
    internal SchemaMismatchException(string message, string? table = null, string? column = null)
        : base(TradeStoreErrorCode.SchemaMismatch, $"{message} Nothing was changed.")
    {
        Table = table;
        Column = column;
    }

    /// <summary>Gets the table; <see langword="null"/> when the store's own history is what does not match.</summary>
    public string? Table { get; }

    /// <summary>Gets the column, where one can be named.</summary>
    public string? Column { get; }
}

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

/// <summary>Data that was acknowledged is damaged and no second copy could replace it; the message says what, where, and what survived.</summary>
public sealed class StoreCorruptException : TradeStoreException
{
    internal StoreCorruptException(string message, IReadOnlyList<string> findings, Exception? innerException = null)
        : base(TradeStoreErrorCode.StoreCorrupt, message, innerException) => Findings = findings;

    /// <summary>Gets each damage found: what and where, one sentence each.</summary>
    public IReadOnlyList<string> Findings { get; }
}

/// <summary>The engine failed and could not be brought back; what was acknowledged is in the journal and comes back when the store is reopened.</summary>
/// <param name="message">What, where, and what to do.</param>
/// <param name="innerException">The cause, if another error was.</param>
public sealed class StoreFaultedException(string message, Exception? innerException = null)
    : TradeStoreException(TradeStoreErrorCode.StoreFaulted, message, innerException);
