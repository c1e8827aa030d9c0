using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Journal;

namespace TradeStore.Tiers.Warm;

/// <summary>
/// Makes the database of a new store under another name and renames it when it is whole, so that a crash in between leaves nothing that
/// looks like a database.
/// </summary>
internal static class WarmCreation
{
    /// <summary>Makes the database where there is none, and tells whether it did.</summary>
    /// <exception cref="StoreCorruptException">The database is missing, and a journal is there.</exception>
    public static bool Ensure(StoreFolder folder, StoreOptions options)
    {
        if (File.Exists(folder.Database))
        {
            return false;
        }

        if (options.OnDamage == DamagePolicy.Refuse && Directory.EnumerateFiles(folder.Journal).FirstOrDefault() is { } segment)
        {
            throw new StoreCorruptException(
                $"The database file '{Path.GetFileName(folder.Database)}' is missing, but '{Path.GetFileName(segment)}' of a journal is there. "
                    + "Put the file back or restore a backup; open with OnDamage = OpenWithoutTheLost to begin anew. Nothing was changed.",
                [$"{Path.GetFileName(folder.Database)} is missing."]);
        }

        foreach (var remains in Directory.EnumerateFiles(folder.Root, Path.GetFileName(folder.UnfinishedDatabase) + "*"))
        {
            File.Delete(remains);
        }

        using (var instance = DuckDbInstance.Open(folder.UnfinishedDatabase))
        using (var session = instance.Connect())
        {
            WarmSchema.Inspect(session, options).Apply(session, options.TimeProvider, reached: null);
        }

        options.Writing.Reached?.Invoke(WritingStep.Creating);
        File.Move(folder.UnfinishedDatabase, folder.Database);
        DirectorySync.Flush(folder.Root);
        return true;
    }
}
