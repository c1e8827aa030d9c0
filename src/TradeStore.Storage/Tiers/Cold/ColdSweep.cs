using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>
/// Looks for files that no segment names: what a crash left. Those that are provably the store's go to quarantine, others are left alone and told.
/// </summary>
internal sealed class ColdSweep(StoreFolder folder, Guid storeId, QuarantineFolder quarantine)
{
    // A folder that is full of others' files is told of as a whole.
    private const int MostTold = 20;
    private readonly List<string> _setAside = [];
    private readonly List<string> _left = [];

    /// <summary>Gets where the files that were set aside are.</summary>
    public IReadOnlyList<string> SetAside => _setAside;

    /// <summary>Gets what was left alone, a sentence each.</summary>
    public IReadOnlyList<string> Findings => _left.Count <= MostTold ? _left : [.. _left.Take(MostTold), $"{_left.Count - MostTold} more files were left alone."];

    /// <summary>Sweeps; only when a checkpoint holds the manifest.</summary>
    /// <param name="session">A connection, to read what files say about themselves.</param>
    /// <param name="map">What the manifest names.</param>
    /// <param name="catalog">The tables.</param>
    /// <param name="isFitting">Whether database, journal and mark fit together; where they do not, another database may name the files.</param>
    public void Run(DuckDbSession session, TierMap map, TableCatalog catalog, bool isFitting)
    {
        var known = map.Segments(catalog.All).Select(s => s.File).OfType<string>().Select(folder.Full).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, isLink) in FolderWalk.Of(folder.Cold).Where(f => !known.Contains(f.Path)))
        {
            Sweep(session, path, isLink, isFitting);
        }

        EmptyStaging(session);
    }

    private void Sweep(DuckDbSession session, string path, bool isLink, bool isFitting)
    {
        var name = folder.Relative(path);
        if (isLink)
        {
            _left.Add($"The link {name} was left alone; nothing behind it was looked at.");
        }
        else if (PlainFile.IsSpecial(path))
        {
            _left.Add($"{name} is no file; it was left alone.");
        }
        else if (ColdFileName.TryParse(name) is not { } parsed || !IsOwn(session, path, parsed))
        {
            _left.Add($"The file {name} is not one that this store has made; it was left alone.");
        }
        else if (!isFitting)
        {
            _left.Add($"No segment names the file {name}; it was left alone, since another database of this store may.");
        }
        else
        {
            try
            {
                _setAside.Add(quarantine.Take(path, $"No segment names the file {name}: a crash came between its making and its naming, or between its being replaced and its deletion."));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _left.Add($"No segment names the file {name}, and it cannot be moved to quarantine: {exception.Message}");
            }
        }
    }

    private bool IsOwn(DuckDbSession session, string path, ColdFileName name) => ColdFileOrigin.Read(session, path) is { } origin
        && origin.Table == name.Table && origin.Partition == name.Partition && origin.Segment == $"{name.Segment}"
        && origin.StoreId == storeId;

    private void EmptyStaging(DuckDbSession session)
    {
        var own = folder.StagingOf(storeId) + Path.DirectorySeparatorChar;
        foreach (var (path, isLink) in FolderWalk.Of(folder.Staging))
        {
            var isOwn = !isLink && path.StartsWith(own, StringComparison.Ordinal) && Path.GetDirectoryName(path)!.Length == own.Length - 1 && ColdFileName.IsStaged(Path.GetFileName(path)) && !PlainFile.IsSpecial(path) && IsBegun(session, path);
            if (!isOwn || !ColdFiles.TryDelete(path))
            {
                _left.Add($"{(isLink ? "The link" : "The file")} {folder.Relative(path)} is not one that this store was making; it was left alone.");
            }
        }
    }

    // A file that was being made is empty, or begins as the format does and has no end yet; one that has its end says whose it is.
    private bool IsBegun(DuckDbSession session, string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            Span<byte> start = stackalloc byte[4];
            return RandomAccess.Read(file, start, 0) is var read && (read == 0 || (read == 4 && start.SequenceEqual("PAR1"u8)))
                && (ColdFileOrigin.Read(session, path) is not { } origin || origin.StoreId == storeId);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
