using System.IO.Enumeration;

namespace TradeStore.Storage.Files;

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
