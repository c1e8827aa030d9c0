using System.Collections.Concurrent;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Native;

/// <summary>
/// The database files that this process has open by the store. DuckDB itself would open a file a second time, and closing either of the two
/// then drops the file's lock, so that another process could write to it.
/// </summary>
internal static class DatabaseRegistry
{
    private static readonly ConcurrentDictionary<string, byte> Open = new(CanonicalPath.Comparer);

    /// <summary>Takes a path.</summary>
    /// <returns>What to give to <see cref="Remove"/> when the database is closed.</returns>
    public static string? Add(string path)
    {
        var canonical = CanonicalPath.IsInMemory(path) ? null : CanonicalPath.Of(path);
        return canonical is null || Open.TryAdd(canonical, 0)
            ? canonical
            : throw new DuckDbException(
                DuckDBErrorType.Connection,
                $"Connection Error: the database '{canonical}' is already open in this process. Share its {nameof(DuckDbInstance)}, or dispose "
                + "that and all sessions, statements and results made from it first.");
    }

    public static void Remove(string? registered) => _ = registered is not null && Open.TryRemove(registered, out _);
}
