using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Opening;

/// <summary>Whether database, journal and mark are parts of one store, and of one age.</summary>
internal sealed class PartFindings
{
    private readonly List<string> _reasons = [];
    private readonly List<string> _sentences = [];

    /// <param name="folder">Where they are.</param>
    /// <param name="database">What the database says of itself.</param>
    /// <param name="mark">What the mark says; <see langword="null"/> when it is missing or not whole.</param>
    /// <param name="scan">What the journal holds.</param>
    /// <param name="lackingFiles">Returns the files that the manifest names and that are not there.</param>
    /// <param name="coldStore">Returns the store that Parquet files say they are of.</param>
    /// <exception cref="StoreCorruptException">The database is of another store than all else.</exception>
    public PartFindings(StoreFolder folder, DatabaseProgress database, StoreMark? mark, JournalScanReport scan, Func<IReadOnlyList<string>> lackingFiles, Func<Guid?> coldStore)
    {
        ThrowIfOfAnotherStore(folder, database, mark, scan, coldStore);
        var name = folder.Relative(folder.Mark);
        if (scan.OtherStores.Count > 0 && scan.Files == 0)
        {
            _sentences.Add($"All segments of the journal belong to the store {scan.OtherStores[0]}; this one is {database.StoreId}.");
        }

        if (mark is not { } said)
        {
            AddReason($"{name} {(Path.Exists(folder.Mark) ? "is damaged" : "is missing")}: whether the journal is there to its end cannot be told.");
        }
        else if (said.StoreId != database.StoreId)
        {
            AddReason($"{name} belongs to the store {said.StoreId}, and not to {database.StoreId}: whether the journal is there to its end cannot be told.");
        }
        else
        {
            Mark = said;
            AddAge(folder, database, said, name, lackingFiles);
        }
    }

    /// <summary>Gets the mark, where it is this store's.</summary>
    public StoreMark? Mark { get; }

    /// <summary>Gets a value indicating whether the database is of before the last checkpoint, which the journal may make good.</summary>
    public bool IsDatabaseOlder { get; private set; }

    /// <summary>Gets what keeps the store from being opened as if all was well.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>Gets all that was found, a sentence each.</summary>
    public IReadOnlyList<string> Sentences => _sentences;

    /// <summary>Gets a value indicating whether a power cut explains that the journal ends early: acknowledgements did not wait for the disk.</summary>
    public bool MayHaveLostTheEnd => Mark is { } mark && mark.State == StoreMarkState.NotFlushed && !IsDatabaseOlder && (mark.Boot == Guid.Empty || mark.Boot != MachineStart.Id);

    private static void ThrowIfOfAnotherStore(StoreFolder folder, DatabaseProgress database, StoreMark? mark, JournalScanReport scan, Func<Guid?> coldStore)
    {
        var others = scan.OtherStores.Concat(mark is { } said && said.StoreId != database.StoreId ? [said.StoreId] : Array.Empty<Guid>()).Distinct().ToList();
        if (others.Count > 0 && scan.Frames == 0 && (mark?.StoreId != database.StoreId || (coldStore() is { } cold && cold != database.StoreId)))
        {
            var name = folder.Relative(folder.Database);
            throw new StoreCorruptException(
                $"The database file '{name}' is that of the store {database.StoreId}, and what lies beside it belongs to {others[0]}. Put the right database back; "
                    + "if it is the right one, move away journal/ and store.mark, which are not, and open with OnDamage = AcceptDataLoss. Nothing was changed.",
                [$"{name} belongs to {database.StoreId}; journal or mark to {string.Join(", ", others)}."]);
        }
    }

    private void AddAge(StoreFolder folder, DatabaseProgress database, StoreMark mark, string name, Func<IReadOnlyList<string>> lackingFiles)
    {
        // The mark is on the disk before the database names its generation, and right behind each checkpoint.
        if (mark.Generation < database.Generation || mark.Checkpoint < database.Checkpoint - 1)
        {
            AddReason($"{name} is older than the database (opening {mark.Generation}, checkpoint {mark.Checkpoint}; the database has {database.Generation} and {database.Checkpoint}): whether the journal is there to its end cannot be told.");
        }

        if (mark.Checkpoint <= database.Checkpoint)
        {
            return;
        }

        IsDatabaseOlder = true;
        _sentences.Add($"The database file is older than the store: it is of checkpoint {database.Checkpoint}, and {mark.Checkpoint} was made. What the journal holds beyond it is applied to it; files that only the newer one names are left alone.");
        if (lackingFiles() is { Count: > 0 } lacking)
        {
            AddReason($"The database names {lacking.Count} files that are not there any more as they were: {string.Join(", ", lacking.Take(5))}{(lacking.Count > 5 ? " …" : "")}.");
        }
    }

    private void AddReason(string sentence)
    {
        _reasons.Add(sentence);
        _sentences.Add(sentence);
    }
}
