using System.Diagnostics;
using TradeStore.CrashTests.Worker;
using TradeStore.Model;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;

namespace TradeStore.CrashTests;

/// <summary>The disk is full while rows move.</summary>
internal sealed class TieringDiskTests
{
    private const int Days = 6;
    private const int SomeRows = 20_000;
    // Not a measure of speed: what takes so long will never end.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

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

    [Test]
    public async Task A_store_whose_disk_fills_while_rows_move_and_are_written_closes_and_has_every_row_when_there_is_room()
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Mount(folder["disk"], megabytes: 300);
        var (filler, path) = (Path.Combine(disk.Path, "filler"), Path.Combine(disk.Path, "store"));
        var options = KilledStore.Options();
        (options.Tiering.MinimumFreeSpace, options.Tiering.MinimumFreeFraction) = (0, 0);
        var isFull = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        options.Tiering.Reached = point =>
        {
            if (point == TieringPoint.Closed && !isFull.Task.IsCompleted)
            {
                disk.Fill(filler, leave: 0);
                isFull.SetResult();
            }
        };
        var store = await Store.OpenAsync(path, options);
        var acknowledged = 0L;
        for (; acknowledged < 1_200_000; acknowledged += SomeRows)
        {
            await store.Ticks.AppendAsync(Some(acknowledged));
        }

        var moving = store.Tiering.ExportAsync("market_ticks", TickBatch.Day, TickBatch.Day.AddDays(Days));
        await isFull.Task.WaitAsync(Longest);
        var writing = Task.Run(async () =>
        {
            for (; ; acknowledged += SomeRows)
            {
                await store.Ticks.AppendAsync(Some(acknowledged));
            }
        });
        Assert.That(SpinWait.SpinUntil(() => writing.IsCompleted || store.GetHealth().State == StoreState.DiskFull, Longest), Is.True);

        var started = Stopwatch.GetTimestamp();
        await store.DisposeAsync().AsTask().WaitAsync(Longest);

        TestContext.Out.WriteLine($"closed in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, with {acknowledged:N0} rows acknowledged; the move: {(await EndOf(moving))?.GetType().Name}, the writer: {(await EndOf(writing))!.GetType().Name}");
        File.Delete(filler);
        await using var again = await Store.OpenAsync(path, KilledStore.Options());
        var numbers = await again.QueryAsync<long>("SELECT sequence_number FROM market_ticks ORDER BY sequence_number");
        Assert.That(numbers, Has.Count.EqualTo(acknowledged).Or.Count.EqualTo(acknowledged + SomeRows), "The last call may have been under way.");
        Assert.That(numbers, Is.EqualTo(Enumerable.Range(0, numbers.Count).Select(n => (long)n)));
    }

    private static List<Tick> Some(long first) => [.. Enumerable.Range(0, SomeRows).Select(row => new Tick
    {
        Exchange = "X",
        Symbol = "S",
        Timestamp = TickBatch.Day.AddDays((first + row) % Days).AddMilliseconds(first + row),
        SequenceNumber = first + row,
        LastPrice = row + 1,
        LastSize = 1,
    })];

    private static async Task<Exception?> EndOf(Task task)
    {
        try
        {
            await task.WaitAsync(Longest);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
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
