using System.Security.Cryptography;

namespace TradeStore.Tests.Support;

/// <summary>What lies in a folder, byte for byte.</summary>
internal static class FolderImage
{
    // The lock names who tried last.
    private static readonly string[] LockFiles = ["store.lock", "store.holder"];

    /// <summary>Returns each file of a store with the hash of its bytes, but for the lock's.</summary>
    public static List<string> Of(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(IsNotLock)
            .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Copies a folder as it is at this moment, but for the lock: what a kill would leave.</summary>
    public static void Copy(string from, string to)
    {
        // The mark first: it may be behind the rest, and never before it.
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(IsNotLock).OrderBy(f => Path.GetFileName(f) == "store.mark" ? 0 : 1))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (TryOpen(file) is { } source)
            {
                using var opened = source;
                using var copy = File.Create(target);
                source.CopyTo(copy);
            }
        }
    }

    // What was replaced may be deleted meanwhile: a kill a moment later leaves it no more.
    private static FileStream? TryOpen(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static bool IsNotLock(string file) => !LockFiles.Contains(Path.GetFileName(file), StringComparer.Ordinal);
}
