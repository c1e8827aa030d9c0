using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>What the manifest names is the data: an opened store has no files and no tables beside it.</summary>
internal static class Debris
{
    /// <summary>Drops what has left, as is done in time, and checks then.</summary>
    public static async Task CheckSettledAsync(Store store)
    {
        await store.CheckpointAsync().Soon();
        await store.Parts.Tiering!.AskAsync(writer =>
        {
            writer.Changes.DropLeft();
            return true;
        });
        Check(store);
    }

    public static void Check(Store store)
    {
        var (folder, map) = (store.Parts.Folder, store.Parts.Maps!.Current);
        var segments = map.Segments(store.Parts.Catalog!.All).ToList();
        var files = Directory.EnumerateFiles(folder.Cold, "*", SearchOption.AllDirectories).ToList();
        Assert.That(files, Is.EquivalentTo(segments.Select(s => s.File).OfType<string>().Select(folder.Full)), "files of cold/");
        Assert.That(Directory.EnumerateFiles(folder.Staging, "*", SearchOption.AllDirectories), Is.Empty, "files of staging/");
        using var session = store.Parts.Database!.Connect();
        var tables = session.QueryTexts("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'warm'", columns: 1).ConvertAll(row => row[0]);
        Assert.That(tables, Is.EquivalentTo(segments.Where(s => s.File is null).Select(s => s.TableName)), "tables of partitions");
    }
}
