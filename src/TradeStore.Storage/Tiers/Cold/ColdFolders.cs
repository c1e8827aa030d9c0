using System.Globalization;
using System.Text.RegularExpressions;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
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

/// <summary>A name that the store gives to a Parquet file, taken apart.</summary>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Segment">The segment's number.</param>
internal sealed partial record ColdFileName(string Table, string Partition, long Segment)
{
    /// <summary>Takes the path of a file within the store apart; <see langword="null"/> when the store gives no such names.</summary>
    public static ColdFileName? TryParse(string relative)
    {
        var parts = relative.Split('/');
        return parts is ["cold", var table, var partition, var file] && FilePattern().Match(file) is { Success: true } match
            && long.TryParse(match.Groups["segment"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var segment)
            ? new ColdFileName(table, partition, segment)
            : null;
    }

    /// <summary>Tells whether a file's name, without its folder, is one that files have while they are made; the engine puts <c>tmp_</c> before it.</summary>
    public static bool IsStaged(string name) => FilePattern().IsMatch(name.StartsWith("tmp_", StringComparison.Ordinal) ? name[4..] : name);

    [GeneratedRegex("^(?<segment>[0-9]{1,19})-[0-9a-f]{32}\\.parquet$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FilePattern();
}

/// <summary>What a Parquet file says of where it comes from, in its footer.</summary>
/// <param name="StoreId">The store; <see langword="null"/> in a file of another's making.</param>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Segment">The segment's number.</param>
internal sealed record ColdFileOrigin(Guid? StoreId, string? Table, string? Partition, string? Segment)
{
    /// <summary>Reads it; <see langword="null"/> where the file is no whole Parquet file.</summary>
    public static ColdFileOrigin? Read(DuckDbSession session, string path)
    {
        try
        {
            var said = session.QueryTexts($"SELECT decode(key), decode(value) FROM parquet_kv_metadata({TableDefinitionSql.Literal(path)})", columns: 2).ToLookup(row => row[0], row => row[1], StringComparer.Ordinal);
            return new ColdFileOrigin(
                Guid.TryParse(said["tradestore.store"].FirstOrDefault(), out var id) ? id : null,
                said["tradestore.table"].FirstOrDefault(),
                said["tradestore.partition"].FirstOrDefault(),
                said["tradestore.segment"].FirstOrDefault());
        }
        catch (DuckDbException exception) when (!exception.IsFatal)
        {
            return null;
        }
    }
}
