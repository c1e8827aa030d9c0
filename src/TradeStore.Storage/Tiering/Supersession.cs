using TradeStore.Storage.Files;
using TradeStore.Storage.Tiers.Cold;

namespace TradeStore.Storage.Tiering;

/// <summary>
/// The list, beside a partition's copies in the archive, of those that were about to be replaced. Only what stands in it is ever deleted there: not the copies of a
/// partition that was removed, nor those of another store, nor those of a time before a backup was restored.
/// </summary>
internal static class Supersession
{
    private const string Name = "superseded.txt";

    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <summary>Returns the files' names.</summary>
    public static IReadOnlyList<string> Read(string folder) => Exists(folder) ? [.. File.ReadLines(Path.Combine(folder, Name)).Where(n => n.EndsWith(".parquet", StringComparison.Ordinal) && n == Path.GetFileName(n))] : [];

    /// <summary>Writes the list, durably.</summary>
    public static void Write(string folder, IEnumerable<string> names)
    {
        var unfinished = Path.Combine(folder, $"{Name}.unfinished");
        File.WriteAllLines(unfinished, [.. names]);
        ColdFiles.Flush(unfinished);
        ColdFiles.Publish(unfinished, Path.Combine(folder, Name), folder);
    }

    /// <summary>Removes the list: nothing is left to be deleted.</summary>
    public static void Remove(string folder)
    {
        if (Exists(folder))
        {
            File.Delete(Path.Combine(folder, Name));
            DirectorySync.Flush(folder);
        }
    }
}
