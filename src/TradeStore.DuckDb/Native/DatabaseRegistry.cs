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

/// <summary>One name for one file, whatever relative path or symbolic link leads to it, and whether it is there yet or not.</summary>
internal static class CanonicalPath
{
    private const int MaxLinks = 40;

    /// <summary>Windows and macOS ignore case by default; telling two files apart too rarely is the safe mistake.</summary>
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    public static bool IsInMemory(string path) => path.Length == 0 || path.StartsWith(":memory:", StringComparison.Ordinal);

    public static string Of(string path) => Resolve(Path.GetFullPath(path), MaxLinks);

    private static string Resolve(string fullPath, int linksLeft)
    {
        var folder = Path.GetDirectoryName(fullPath);
        if (folder is null)
        {
            return fullPath;
        }

        var resolved = Path.Combine(Resolve(folder, linksLeft), Path.GetFileName(fullPath));
        var target = new FileInfo(resolved).LinkTarget;
        if (target is null)
        {
            return resolved;
        }

        return linksLeft > 0
            ? Resolve(Path.GetFullPath(target, Path.GetDirectoryName(resolved)!), linksLeft - 1)
            : throw new IOException($"'{fullPath}' is a symbolic link in a circle.");
    }
}
