using TradeStore.DuckDb.Engine;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Layout;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

internal sealed class OpeningTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_second_opening_in_the_same_process_is_refused_and_names_the_holder()
    {
        var clock = Some.Clock();
        await using (var store = await Quick.OpenAsync(_folder, o => o.TimeProvider = clock))
        {
            var error = await Assert.ThrowsAsync<StoreInUseException>(() => Quick.OpenAsync(_folder));
            Assert.That(error!.HolderProcessId, Is.EqualTo(Environment.ProcessId));
            Assert.That(error.HeldSince, Is.EqualTo(clock.GetUtcNow()));
            Assert.That(error.StorePath, Is.EqualTo(store.Path));
            Assert.That(error.Message, Does.Contain($"process {Environment.ProcessId}").And.Contain("2024-03-06 12:00:00Z"));
            await Assert.ThrowsAsync<StoreInUseException>(() => Store.OpenAsync(Path.Combine(_folder.Path, ".", "x", "..") + Path.DirectorySeparatorChar, Quick.Options()));
            await store.Ticks.AppendAsync(Some.Quote(1));
        }

        await using var again = await Quick.OpenAsync(_folder);
        Assert.That(await again.Ticks.LatestAsync("NASDAQ", "AAPL"), Is.Not.Null);
    }

    [Test]
    public async Task Of_many_that_open_at_once_one_has_the_store()
    {
        var openings = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return await Quick.OpenAsync(_folder);
            }
            catch (StoreInUseException)
            {
                return null;
            }
        }));

        var store = openings.Single(s => s is not null)!;
        await store.Ticks.AppendAsync(Some.Quote(1));
        await store.DisposeAsync();
    }

    [Test]
    public async Task A_path_that_is_a_file_is_refused_as_such()
    {
        var path = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(path, "x");

        var error = await Assert.ThrowsAsync<TradeStoreException>(() => Store.OpenAsync(path, Quick.Options()));

        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.StoreInaccessible));
        Assert.That(error.Message, Does.Contain(path));
    }

    [Test]
    public async Task A_store_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        await using (var store = await Quick.OpenAsync(_folder))
        {
            await store.Ticks.AppendAsync(Some.Quote(1));
        }

        SetVersion(WarmSchema.Version + 1);
        var error = await Assert.ThrowsAsync<TradeStoreException>(() => Quick.OpenAsync(_folder));
        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.StoreTooNew));
        Assert.That(error.Message, Does.Contain($"version {WarmSchema.Version + 1}"));

        SetVersion(WarmSchema.Version);
        await using var again = await Quick.OpenAsync(_folder);
        Assert.That(await again.Ticks.LatestAsync("NASDAQ", "AAPL"), Is.Not.Null);
    }

    [TestCase("")]
    [TestCase(" ")]
    public async Task No_path_is_misuse(string path) => await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync(path));

    [Test]
    public async Task A_refused_batch_changes_nothing_and_no_other_batch()
    {
        await using (var store = await Quick.OpenAsync(_folder))
        {
            var batches = Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
            {
                var rows = Some.Quotes(50, $"S{i}");
                if (i % 2 == 1)
                {
                    rows[49] = rows[49] with { BidSize = -1 };
                    await Assert.ThrowsAsync<InvalidRowException>(async () => await store.Ticks.AppendAsync(rows));
                    return;
                }

                await store.Ticks.AppendAsync(rows);
            }));
            await Task.WhenAll(batches);
            Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 1000L }));
            Assert.That(await store.QueryAsync<long>("SELECT count(DISTINCT symbol) FROM market_ticks"), Is.EqualTo(new[] { 20L }));
        }

        await using var again = await Quick.OpenAsync(_folder);
        Assert.That(again.OpenReport.JournalSequence, Is.EqualTo(20), "refused batches are not in the journal");
    }

    [Test]
    public async Task A_batch_with_too_many_rows_is_refused_with_the_setting()
    {
        await using var store = await Quick.OpenAsync(_folder, options => options.Ingest.MaximumBatchRows = 10);

        var error = await Assert.ThrowsAsync<TradeStoreException>(async () => await store.Ticks.AppendAsync(Some.Quotes(11)));

        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.BatchTooLarge));
        Assert.That(error.Message, Does.Contain("Ingest.MaximumBatchRows"));
        await store.Ticks.AppendAsync(Some.Quotes(10));
        await store.Ticks.AppendAsync(new List<Tick>());
    }

    private void SetVersion(int version)
    {
        using var instance = DuckDbInstance.Open(Path.Combine(_folder.Path, "store.duckdb"));
        using var session = instance.Connect();
        session.Execute($"UPDATE system_metadata SET value = '{version}' WHERE key = 'schema_version'; CHECKPOINT");
    }
}
