using System.Security.Cryptography;

namespace TradeStore.Tests.Support;

/// <summary>What lies in a folder, byte for byte.</summary>
internal static class FolderImage
{
    private const string Mark = "store.mark";
    private const int MostCopies = 1_000;

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

    /// <summary>Copies a folder as it is at one moment, but for the lock: what a kill would leave.</summary>
    public static void Copy(string from, string to)
    {
        // A copy that a checkpoint went on beside is of no moment: the old header of a file that is shorter now, say.
        for (var left = MostCopies; ; left--)
        {
            var before = Stamps(from);
            var copied = CopyOnce(from, to);
            if (before.SequenceEqual(Stamps(from), StringComparer.Ordinal))
            {
                return;
            }

            Assert.That(left, Is.Positive, $"'{from}' did not stand still.");
            copied.ForEach(File.Delete);
        }
    }

    private static List<string> CopyOnce(string from, string to)
    {
        // The mark first: it may be behind the rest, and never before it.
        var copied = new List<string>();
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(IsNotLock).OrderBy(f => Path.GetFileName(f) == Mark ? 0 : 1))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (TryOpen(file) is { } source)
            {
                using var opened = source;
                using var copy = File.Create(target);
                source.CopyTo(copy);
                copied.Add(target);
            }
        }

        return copied;
    }

    // All but the journal and the mark: what these say beyond the rest is to be replayed, whatever moment it is of.
    private static List<string> Stamps(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(f => IsNotLock(f.FullName) && f.Name != Mark && f.Extension != ".log")
            .Select(f => f.Exists ? $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}" : $"{f.FullName} is gone")
            .Order(StringComparer.Ordinal),
    ];

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
