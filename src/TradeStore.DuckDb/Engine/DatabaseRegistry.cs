using System.Collections.Concurrent;

namespace TradeStore.DuckDb.Engine;

/// <summary>
/// The database files that this process has open. DuckDB itself would open a file a second time, and closing either of the two
/// then drops the file's lock, so that another process could write to it.
/// </summary>
internal static class DatabaseRegistry
{
    private static readonly ConcurrentDictionary<string, byte> Open = new(CanonicalPath.Comparer);

    public static DatabaseRegistration Add(string path)
    {
        if (CanonicalPath.IsInMemory(path))
        {
            return new DatabaseRegistration(canonicalPath: null);
        }

        var canonical = CanonicalPath.Of(path);
        return Open.TryAdd(canonical, 0)
            ? new DatabaseRegistration(canonical)
            : throw new DuckDbException(
                DuckDbErrorType.Connection,
                $"Connection Error: the database '{canonical}' is already open in this process. Share its {nameof(DuckDbInstance)}, or dispose "
                + "that and all sessions, statements and results made from it first.");
    }

    public static void Remove(string canonicalPath) => Open.TryRemove(canonicalPath, out _);
}
