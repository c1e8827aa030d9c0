namespace TradeStore.DuckDb.Engine;

/// <summary>One name for one file, whatever relative path or symbolic link leads to it.</summary>
internal static class CanonicalPath
{
    /// <summary>Windows and macOS ignore case by default; telling two files apart too rarely is the safe mistake.</summary>
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    public static bool IsInMemory(string path) => path.Length == 0 || path.StartsWith(":memory:", StringComparison.Ordinal);

    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full);
        if (folder is null)
        {
            return full;
        }

        var resolved = Path.Combine(OfFolder(folder), Path.GetFileName(full));
        return new FileInfo(resolved).ResolveLinkTarget(returnFinalTarget: true) is { } target && target.FullName != resolved
            ? Of(target.FullName)
            : resolved;
    }

    private static string OfFolder(string folder)
    {
        var parent = Path.GetDirectoryName(folder);
        if (parent is null)
        {
            return folder;
        }

        var resolved = Path.Combine(OfFolder(parent), Path.GetFileName(folder));
        return new DirectoryInfo(resolved).ResolveLinkTarget(returnFinalTarget: true) is { } target && target.FullName != resolved
            ? OfFolder(target.FullName)
            : resolved;
    }
}
