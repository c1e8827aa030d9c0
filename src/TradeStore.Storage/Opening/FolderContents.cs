using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Tiers.Cold;

namespace TradeStore.Storage.Opening;

/// <summary>What a folder holds, looked at before anything is made in it: a store, nothing, or something that no store may be made beside.</summary>
internal sealed class FolderContents
{
    private const int MostNamed = 5;
    private readonly StoreFolder _folder;
    private readonly List<string> _parts = [];
    private readonly List<string> _foreign = [];

    private FolderContents(StoreFolder folder)
    {
        _folder = folder;
        AddMark();
        AddJournal();
        AddFiles(folder.Cold, name => ColdFileName.TryParse(name) is not null);
        AddFiles(folder.Staging, name => ColdFileName.IsStaged(Path.GetFileName(name)));
        AddFiles(folder.Quarantine, _ => false);
        AddFiles(folder.Temporary, _ => false);
        AddRest();
    }

    // What the store makes, fills or empties by these names. A log of the engine, a mark or a segment that is a link is as good as missing.
    private static IEnumerable<string> OwnNames(StoreFolder folder) =>
    [
        folder.LockFile, folder.HolderFile, folder.Database, folder.CheckpointRecord, folder.UnfinishedMark, folder.UnfinishedDatabase, folder.UnfinishedDatabase + ".wal", .. Folders(folder),
    ];

    private static string[] Folders(StoreFolder folder) => [folder.Journal, folder.Cold, folder.Staging, folder.Quarantine, folder.Temporary];

    /// <summary>Tells whether there is a store; where there is none, one may be made.</summary>
    /// <exception cref="StoreCorruptException">The database is missing, and other parts of a store are there.</exception>
    /// <exception cref="TradeStoreException">The folder holds what is no store's (<see cref="TradeStoreErrorCode.NotAStore"/>), or one of the store's own names is a link (<see cref="TradeStoreErrorCode.StoreInaccessible"/>).</exception>
    public static bool HasStore(StoreFolder folder)
    {
        if (!Directory.Exists(folder.Root))
        {
            return false;
        }

        if (OwnNames(folder).FirstOrDefault(name => new FileInfo(name).LinkTarget is not null) is { } link)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.StoreInaccessible,
                $"'{Path.GetFileName(link)}' in the folder '{folder.Root}' is a symbolic link. The store follows none within its folder, so that what it tidies up is certain to be its own: "
                    + "mount another disk at this place instead, or make the whole folder a link. Nothing was changed.");
        }

        // The lock is opened for writing, too, which waits for nobody.
        if (OwnNames(folder).FirstOrDefault(name => name != folder.LockFile && PlainFile.IsSpecial(name)) is { } special)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.StoreInaccessible,
                $"'{Path.GetFileName(special)}' in the folder '{folder.Root}' is no file: a pipe, a socket or the like. Take it away. Nothing was changed.");
        }

        if (HasDatabase(folder))
        {
            ThrowIfMisplaced(folder);
            return true;
        }

        // Another process may make one at this moment: all but the database comes after it.
        var contents = new FolderContents(folder);
        if (!HasDatabase(folder))
        {
            contents.ThrowIfTaken();
        }

        return false;
    }

    // Found out now, rather than when something is to be written there.
    private static void ThrowIfMisplaced(StoreFolder folder)
    {
        string[] files = [folder.LockFile, folder.HolderFile, folder.CheckpointRecord];
        var wrong = files.Where(Directory.Exists).Select(name => (Path: name, Is: "a folder", Belongs: "a file"))
            .Concat(Folders(folder).Where(File.Exists).Select(name => (Path: name, Is: "a file", Belongs: "a folder")))
            .FirstOrDefault();
        if (wrong.Path is not null)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.StoreInaccessible,
                $"'{Path.GetFileName(wrong.Path)}' in the folder '{folder.Root}' is {wrong.Is} where {wrong.Belongs} of the store's belongs. Take it away. Nothing was changed.");
        }
    }

    private static bool HasDatabase(StoreFolder folder) => new FileInfo(folder.Database) is { Exists: true, Length: > 0 };

    // What an interrupted creation leaves is neither.
    private void ThrowIfTaken()
    {
        var name = Path.GetFileName(_folder.Database);
        if (_parts.Count > 0)
        {
            var what = File.Exists(_folder.Database) ? "is empty" : Directory.Exists(_folder.Database) ? "is missing (a folder stands in its place)" : "is missing";
            throw new StoreCorruptException(
                $"The database file '{name}' {what}, but other parts of a store are in '{_folder.Root}': {Named(_parts)}. Put the file back, or a copy of it that the journal "
                    + "reaches back to, or restore a backup of the whole folder; to begin anew take another folder, or move away what is here. Nothing was changed.",
                [$"{name} {what}.", .. _parts.Select(p => $"{p} is there.")]);
        }

        if (_foreign.Count > 0)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.NotAStore,
                $"The folder '{_folder.Root}' holds no store and is not empty: {Named(_foreign)}. A store is made only in a folder of its own, so that nothing of yours is ever taken for the store's: "
                    + "name an empty folder, or one that is not there yet. Nothing was changed.");
        }
    }

    private static string Named(List<string> names) => string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");

    private void AddMark()
    {
        // A mark of before the first opening is what an interrupted creation leaves.
        if (File.Exists(_folder.Mark) && StoreMarkFile.Read(_folder.Mark) is not { Generation: 0 })
        {
            (StoreMarkFile.Read(_folder.Mark) is null ? _foreign : _parts).Add(_folder.Relative(_folder.Mark));
        }
    }

    private void AddJournal()
    {
        foreach (var (path, isLink) in FolderWalk.Of(_folder.Journal))
        {
            (!isLink && JournalFileName.NumberOf(Path.GetFileName(path)) is not null ? _parts : _foreign).Add(_folder.Relative(path));
        }
    }

    private void AddFiles(string folder, Func<string, bool> isOwn)
    {
        foreach (var (path, isLink) in FolderWalk.Of(folder))
        {
            var name = _folder.Relative(path);
            if (!name.Contains($"-{Path.GetFileName(_folder.UnfinishedDatabase)}", StringComparison.Ordinal))
            {
                (!isLink && isOwn(name) ? _parts : _foreign).Add(name);
            }
        }
    }

    private void AddRest()
    {
        // Whatever the store makes it makes while it holds the lock; another opening may begin to at this moment.
        var entries = Directory.EnumerateFileSystemEntries(_folder.Root).Order(StringComparer.Ordinal).ToList();
        var isLocked = File.Exists(_folder.LockFile);
        var folders = Folders(_folder);
        foreach (var path in entries)
        {
            if (path == _folder.Mark || path == _folder.Database || (folders.Contains(path, StringComparer.Ordinal) && Directory.Exists(path)))
            {
                continue;
            }

            var isMade = path == _folder.LockFile || path == _folder.HolderFile || path == _folder.UnfinishedMark || path.StartsWith(_folder.UnfinishedDatabase, StringComparison.Ordinal);
            if (path == _folder.Database + ".wal" || path == _folder.CheckpointRecord)
            {
                _parts.Add(_folder.Relative(path));
            }
            else if (!isLocked || !isMade)
            {
                _foreign.Add(_folder.Relative(path));
            }
        }
    }
}
