using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Layout;

/// <summary>
/// Makes the database of a new store under another name and renames it when it is whole, so that a crash in between leaves nothing that
/// looks like a database. The mark comes before it: a database that knows of one is never without.
/// </summary>
internal static class WarmCreation
{
    // Many small statements: a second thread would only wait for work, busily.
    private static readonly Dictionary<string, string> Configuration = new(StringComparer.Ordinal) { ["threads"] = "1", [WarmDatabase.StorageSetting] = WarmDatabase.StorageVersion };

    /// <summary>Makes the database. What an interrupted creation has left is set aside.</summary>
    public static void Run(StoreFolder folder, StorageOptions options)
    {
        var quarantine = new QuarantineFolder(folder.Quarantine, options.TimeProvider);
        List<string> remains = [.. Directory.EnumerateFileSystemEntries(folder.Root, Path.GetFileName(folder.UnfinishedDatabase) + "*"), folder.UnfinishedMark, folder.Mark, folder.Database];
        foreach (var left in remains.Where(Path.Exists))
        {
            quarantine.Take(left, "It is left of a store whose making was interrupted, and held nothing yet.");
        }

        Guid storeId;
        using (var instance = DuckDbInstance.Open(folder.UnfinishedDatabase, Configuration))
        using (var session = instance.Connect())
        {
            storeId = WarmSchema.Inspect(session, options).Apply(session, checkpoint: null, options.TimeProvider, reached: null);
            session.Execute($"BEGIN; {DatabaseProgress.Sql(generation: 0, checkpoint: 0, options.TimeProvider.GetUnixMicroseconds())} COMMIT;");
            new EngineCheckpoint().Run(session);
        }

        options.Writing.Reached?.Invoke(WritingStep.Creating);
        StoreMarkFile.Create(folder.Mark, folder.UnfinishedMark, new StoreMark(storeId, Generation: 0, Checkpoint: 0, Acknowledged: 0, LastFile: 0, MachineStart.Id, StoreMarkState.Closed));
        File.Move(folder.UnfinishedDatabase, folder.Database);
        DirectorySync.Flush(folder.Root);
    }
}
