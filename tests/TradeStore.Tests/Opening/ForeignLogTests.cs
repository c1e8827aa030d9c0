using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

/// <summary>A log of the engine that is not the one of the database file beside it: the tables have the same names, so that nothing but what it says of itself tells it apart.</summary>
internal sealed class ForeignLogTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task The_log_of_another_store_is_set_aside_and_the_journal_replayed()
    {
        var own = (await ImagesAsync("own", ["one"]))[0];
        var other = (await ImagesAsync("other", ["two"]))[0];
        Exchange(other, own);

        await HoldsAsync(own, "one");
    }

    [Test]
    public async Task The_log_of_before_a_checkpoint_is_set_aside_and_the_journal_replayed()
    {
        var images = await ImagesAsync("own", ["one"], ["two"]);
        Exchange(images[0], images[1]);

        await HoldsAsync(images[1], "one", "two");
    }

    [Test]
    public async Task A_log_whose_beginning_is_noise_is_set_aside_and_not_taken_for_an_empty_one()
    {
        var image = (await ImagesAsync("own", ["one"]))[0];
        using (var log = File.OpenWrite(Path.Combine(image, "store.duckdb.wal")))
        {
            var noise = new byte[500];
            Quick.Seeded(7).NextBytes(noise);
            log.Write(noise);
        }

        await HoldsAsync(image, "one");
    }

    private static void Exchange(string from, string to)
    {
        var log = new FileInfo(Path.Combine(from, "store.duckdb.wal"));
        Assert.That(log.Length, Is.Positive);
        log.CopyTo(Path.Combine(to, "store.duckdb.wal"), overwrite: true);
    }

    private static async Task HoldsAsync(string image, params string[] bots)
    {
        await using var store = await Store.OpenAsync(image, Quick.Options());
        Assert.That(store.OpenReport.SetAside, Has.Some.Contain("store.duckdb.wal"));
        Assert.That(store.OpenReport.Lost, Is.Empty);
        Assert.That(await store.QueryAsync<string>("SELECT bot_id FROM bots ORDER BY bot_id"), Is.EqualTo(bots));
    }

    // What a crash would leave after the first bots, and after a checkpoint and the next ones.
    private async Task<List<string>> ImagesAsync(string name, params string[][] bots)
    {
        await using var store = await Store.OpenAsync(Path.Combine(_folder.Path, name), Quick.Options());
        var images = new List<string>();
        foreach (var some in bots)
        {
            await store.CheckpointAsync();
            foreach (var bot in some)
            {
                await store.Bots.RegisterAsync(Some.Bot(bot));
            }

            await store.QueryAsync<int>("SELECT 1");
            images.Add(Path.Combine(_folder.Path, $"{name}-{images.Count}"));
            FolderImage.Copy(store.Path, images[^1]);
        }

        return images;
    }
}
