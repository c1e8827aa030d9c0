namespace TradeStore.DuckDb.Native;

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
