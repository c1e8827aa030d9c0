using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;


namespace TradeStore.Storage.Tiers.Cold;

/// <summary>The folders of files, <c>cold/&lt;table&gt;/&lt;partition&gt;/</c>: made for the first file, removed when the last one has left. Only what is empty is, and no link.</summary>
internal static class ColdFolders
{
    private static readonly int[] PartitionNameLengths = ["yyyyMM".Length, "yyyyMMdd".Length];

    /// <summary>Deletes a file of the store, and the folders that it leaves empty.</summary>
    public static void Delete(StoreFolder folder, string path)
    {
        if (!ColdFiles.TryDelete(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(path)!;
        while (parent.StartsWith(folder.Cold + Path.DirectorySeparatorChar, StringComparison.Ordinal) && TryRemove(parent))
        {
            parent = Path.GetDirectoryName(parent)!;
        }
    }

    /// <summary>Removes what was left empty: a crash came between a file's end and its folder's.</summary>
    public static void RemoveEmpty(StoreFolder folder, TableCatalog catalog)
    {
        foreach (var table in catalog.All.Select(t => new DirectoryInfo(Path.Combine(folder.Cold, t.Name))).Where(d => d.Exists && !IsLink(d)))
        {
            foreach (var partition in table.EnumerateDirectories().Where(d => PartitionNameLengths.Contains(d.Name.Length) && d.Name.All(char.IsAsciiDigit)).ToList())
            {
                TryRemove(partition.FullName);
            }

            TryRemove(table.FullName);
        }
    }

    // The system refuses to remove a folder that is not empty; of a link it would remove the link.
    private static bool TryRemove(string path)
    {
        try
        {
            if (IsLink(new DirectoryInfo(path)))
            {
                return false;
            }

            Directory.Delete(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsLink(DirectoryInfo directory) => directory.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
