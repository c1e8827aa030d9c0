using TradeStore.CrashTests.Worker;
using TradeStore.Errors;

namespace TradeStore.CrashTests;

/// <summary>The disk is full while rows move.</summary>
internal sealed class TieringDiskTests
{
    [Test]
    public async Task A_disk_that_is_full_during_an_export_leaves_the_partition_as_it_was_and_the_store_writes_on()
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Mount(folder["disk"], megabytes: 48);
        var expected = new Expectation();
        var filler = Path.Combine(disk.Path, "filler");
        var (from, to) = (TickBatch.Day.AddDays(-10), TickBatch.Day.AddDays(10));
        var options = KilledStore.Options();
        (options.Tiering.MinimumFreeSpace, options.Tiering.MinimumFreeFraction) = (0, 0);
        await using (var store = await Store.OpenAsync(Path.Combine(disk.Path, "store"), options))
        {
            await AppendAsync(store, expected);
            await store.Tiering.SealAsync("market_ticks", from, to);
            await store.CheckpointAsync();
            disk.Fill(filler, leave: 40_000);
            var failure = await Assert.CatchAsync<TradeStoreException>(() => store.Tiering.ExportAsync("market_ticks", from, to));
            Assert.That(failure, Is.InstanceOf<DiskFullException>());
            Assert.That(Directory.EnumerateFiles(store.Parts.Folder.Staging, "*", SearchOption.AllDirectories), Is.Empty);
            Assert.That(await expected.CheckAsync(store), Is.Empty);
            var last = new BatchId(0, 0, 500);
            await store.Ticks.AppendAsync(new TickBatch(last).Rows().Take(1).ToList());
            File.Delete(filler);
            await store.Ticks.AppendAsync(new TickBatch(last).Rows().Skip(1).ToList());
            expected.AddExactly([last]);
            var report = await store.Tiering.ExportAsync("market_ticks", from, to);
            Assert.That(report.Done, Is.Not.Empty);
            Assert.That(await expected.CheckAsync(store), Is.Empty);
        }

        await using var again = await Store.OpenAsync(Path.Combine(disk.Path, "store"), KilledStore.Options());
        Assert.That(await expected.CheckAsync(again), Is.Empty);
    }

    private static async Task AppendAsync(Store store, Expectation expected)
    {
        for (var number = 0; number < 40; number++)
        {
            var id = new BatchId(0, 0, number);
            await store.Ticks.AppendAsync(new TickBatch(id).Rows());
            expected.AddExactly([id]);
        }
    }
}
