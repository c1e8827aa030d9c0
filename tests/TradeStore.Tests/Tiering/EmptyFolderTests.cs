using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>Folders below <c>cold/</c> that the store made go with the last file; nothing else does.</summary>
internal sealed class EmptyFolderTests
{
    private const string Table = "market_ticks";

    [Test]
    public async Task The_folder_of_a_partition_that_left_its_files_is_removed_and_so_is_that_of_its_table([Values] bool isAtOpening)
    {
        using var folder = new TemporaryFolder();
        var (cold, partition) = (Path.Combine(folder.Path, "cold"), Path.Combine(folder.Path, "cold", Table, "20240305"));
        await using (var store = await Quick.OpenAsync(folder))
        {
            await store.Ticks.AppendAsync(Some.Quotes(100));
            await store.Tiering.ExportAsync(Table, Some.Day, Some.Day.AddDays(1));
            Assert.That(Directory.EnumerateFiles(partition).Count(), Is.EqualTo(1));
            await store.Tiering.RestoreAsync(Table, Some.Day, Some.Day.AddDays(1));
            await store.CheckpointAsync();
            await WaitAsync(store);
            Assert.That(Directory.EnumerateFileSystemEntries(cold), Is.Empty);
        }

        if (isAtOpening)
        {
            Directory.CreateDirectory(partition);
            await using var store = await Quick.OpenAsync(folder);
            Assert.That(Directory.EnumerateFileSystemEntries(cold), Is.Empty);
        }
    }

    [Test]
    public async Task A_file_that_was_replaced_right_before_closing_is_deleted_by_it_and_not_set_aside_by_the_next_opening()
    {
        using var folder = new TemporaryFolder();
        await using (var store = await Quick.OpenAsync(folder))
        {
            await store.Ticks.AppendAsync(Some.Quotes(100));
            await store.Tiering.ExportAsync(Table, Some.Day, Some.Day.AddDays(1));
            await store.Tiering.RestoreAsync(Table, Some.Day, Some.Day.AddDays(1));
        }

        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, "cold")), Is.Empty);
        await using var again = await Quick.OpenAsync(folder);
        Assert.That(again.OpenReport.SetAside, Is.Empty);
        Assert.That(await again.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 100L }));
    }

    [Test]
    public async Task What_is_not_empty_or_not_the_stores_or_a_link_stays()
    {
        using var folder = new TemporaryFolder();
        await using (await Quick.OpenAsync(folder))
        {
        }

        var (table, elsewhere) = (Path.Combine(folder.Path, "cold", Table), Path.Combine(folder.Path, "..", $"{Path.GetFileName(folder.Path)}-elsewhere"));
        Directory.CreateDirectory(Path.Combine(table, "mine"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "cold", "also mine"));
        Directory.CreateDirectory(elsewhere);
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(table, "20240306"), elsewhere);
            Directory.CreateSymbolicLink(Path.Combine(folder.Path, "cold", "ohlcv_bars"), elsewhere);

            await using var store = await Quick.OpenAsync(folder);

            Assert.That(Directory.Exists(Path.Combine(table, "mine")), Is.True);
            Assert.That(Directory.Exists(Path.Combine(folder.Path, "cold", "also mine")), Is.True);
            Assert.That(new DirectoryInfo(Path.Combine(table, "20240306")).LinkTarget, Is.Not.Null);
            Assert.That(new DirectoryInfo(Path.Combine(folder.Path, "cold", "ohlcv_bars")).LinkTarget, Is.Not.Null);
            Assert.That(Directory.Exists(elsewhere), Is.True);
        }
        finally
        {
            Directory.Delete(elsewhere);
        }
    }

    // What has left is dropped by the writer, between two of its steps.
    private static Task WaitAsync(Store store) => store.Parts.Tiering!.AskAsync(writer => writer.Tend());
}
