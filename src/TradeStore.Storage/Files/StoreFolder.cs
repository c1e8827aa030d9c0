using System.IO.Enumeration;

namespace TradeStore.Storage.Files;

/// <summary>Where everything of a store lies.</summary>
internal sealed record StoreFolder(string Root)
{
    public string LockFile => Path.Combine(Root, "store.lock");

    /// <summary>Gets the file beside the lock that says who holds it: a locked file cannot be read everywhere.</summary>
    public string HolderFile => Path.Combine(Root, "store.holder");

    public string Journal => Path.Combine(Root, "journal");

    public string Database => Path.Combine(Root, "store.duckdb");

    /// <summary>Gets the record of what the next checkpoint must leave as it is in the database file. Not named as a log of the engine's is.</summary>
    public string CheckpointRecord => Path.Combine(Root, "store.blocks");

    /// <summary>Gets the name under which a new database is made.</summary>
    public string UnfinishedDatabase => Path.Combine(Root, "unfinished.duckdb");

    /// <summary>Gets the file that says how far the store had come.</summary>
    public string Mark => Path.Combine(Root, "store.mark");

    /// <summary>Gets the name under which a mark is made.</summary>
    public string UnfinishedMark => Path.Combine(Root, "store.mark.new");

    public string Cold => Path.Combine(Root, "cold");

    /// <summary>Gets the folder above that of files that are not verified yet.</summary>
    public string Staging => Path.Combine(Root, "staging");

    public string Quarantine => Path.Combine(Root, "quarantine");

    public string Temporary => Path.Combine(Root, "temp");

    /// <summary>Returns the folder of a store's files that are not verified yet: its name says whose they are, and it alone is emptied at open.</summary>
    public string StagingOf(Guid storeId) => Path.Combine(Staging, $"{storeId:D}");

    /// <summary>Returns the path within the store, with slashes.</summary>
    public string Relative(string full) => Path.GetRelativePath(Root, full).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Returns the full path of a file that is named within the store, with slashes.</summary>
    public string Full(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));
}

/// <summary>What lies in a folder and in those below it. Links are named and not followed: what they lead to is not the store's.</summary>
internal static class FolderWalk
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, ReturnSpecialDirectories = false };

    /// <summary>Returns the full paths of files and links, in order; nothing where the folder is not there.</summary>
    public static IReadOnlyList<(string Path, bool IsLink)> Of(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. new FileSystemEnumerable<(string Path, bool IsLink)>(folder, (ref FileSystemEntry entry) => (entry.ToFullPath(), IsLink(ref entry)), Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || IsLink(ref entry),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
        }.OrderBy(found => found.Item1, StringComparer.Ordinal),
    ];

    /// <summary>Returns the full paths of files, without links.</summary>
    public static IEnumerable<string> Files(string folder) => Of(folder).Where(found => !found.IsLink).Select(found => found.Path);

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
