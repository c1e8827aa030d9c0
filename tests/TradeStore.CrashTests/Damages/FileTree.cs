using System.Security.Cryptography;

namespace TradeStore.CrashTests.Damages;

/// <summary>Folders as trees of files: links are seen as links, and never followed.</summary>
internal static class FileTree
{
    private static readonly string[] Locks = ["store.lock", "store.holder"];
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = false, AttributesToSkip = FileAttributes.None };

    /// <summary>Copies a folder, but for the lock, which the one who has the store open holds.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos("*", Everything))
        {
            var target = Path.Combine(to, entry.Name);
            if (entry is DirectoryInfo { LinkTarget: null })
            {
                Copy(entry.FullName, target);
            }
            else if (!Locks.Contains(entry.Name, StringComparer.Ordinal))
            {
                using var source = new FileStream(entry.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var copy = File.Create(target);
                source.CopyTo(copy);
            }
        }
    }

    /// <summary>Copies a folder in which somebody works; false, and no copy, where anything changed meanwhile.</summary>
    public static bool TryCopy(string from, string to)
    {
        var before = Stamps(from);
        try
        {
            Copy(from, to);
        }
        catch (FileNotFoundException)
        {
            before.Clear();
        }

        if (before.Count > 0 && Stamps(from).SequenceEqual(before, StringComparer.Ordinal))
        {
            return true;
        }

        Directory.Delete(to, recursive: true);
        return false;
    }

    /// <summary>Returns each entry of a folder with what it holds, but for the lock's files.</summary>
    public static List<string> Image(string folder) => [.. Entries(folder).Select(e => $"{e.Path} {e.Content}").Order(StringComparer.Ordinal)];

    /// <summary>Returns the hash of each file that an owner would miss: Parquet files and whatever the store did not make.</summary>
    public static List<string> Valued(string folder) =>
        [.. Entries(folder).Where(e => e.Path.EndsWith(".parquet", StringComparison.Ordinal) || e.Path.Contains("foreign", StringComparison.Ordinal) || e.Content.StartsWith("->", StringComparison.Ordinal)).Select(e => e.Content)];

    public static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [];

    private static List<string> Stamps(string folder) => [.. Files(folder).Select(f => new FileInfo(f)).Select(f => $"{f.FullName} {(f.Exists ? f.Length : 0)} {f.LastWriteTimeUtc.Ticks}")];

    private static IEnumerable<(string Path, string Content)> Entries(string root, string below = "")
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(root, below)).EnumerateFileSystemInfos("*", Everything))
        {
            var path = Path.Combine(below, entry.Name);
            if (entry.LinkTarget is { } target)
            {
                yield return (path, $"-> {target}");
            }
            else if (entry is DirectoryInfo)
            {
                foreach (var inner in Entries(root, path))
                {
                    yield return inner;
                }
            }
            else if (!Locks.Contains(path, StringComparer.Ordinal))
            {
                yield return (path, entry is FileInfo { Length: 0 } ? "nothing" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.FullName))));
            }
        }
    }
}
