using System.Diagnostics;
using TradeStore.CrashTests.Worker;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Tiering;

namespace TradeStore.CrashTests;

/// <summary>The store is closed while its disk is full and everything in it waits for room.</summary>
internal sealed class ClosingOnFullDiskTests
{
    // Not a measure of speed: what waits without end does not end by then, and what is stopped does.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Test]
    public async Task A_store_whose_disk_fills_up_while_it_ages_closes_and_has_every_acknowledged_row()
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Mount(folder["disk"], megabytes: 300);
        var path = Path.Combine(disk.Path, "store");
        var filler = Path.Combine(disk.Path, "filler");
        var options = KilledStore.Options();
        (options.Tiering.MinimumFreeSpace, options.Tiering.MinimumFreeFraction) = (0, 0);
        long kept;
        await using (var store = await Store.OpenAsync(path, options))
        {
            kept = await FillAsync(store);
            var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var (from, to) = (TickBatch.Day.AddDays(-10), TickBatch.Day.AddDays(10));
            var aging = store.Tiering.SealAsync("market_ticks", from, to, new OnWriting(() =>
            {
                disk.Fill(filler, leave: 0);
                full.TrySetResult();
            }));
            var writing = WriteAsync(store, () => kept += 1_000);
            await Task.WhenAny(full.Task, aging).WaitAsync(Longest);
            Assert.That(full.Task.IsCompletedSuccessfully, Is.True, "tiering was writing when the disk was filled");

            // The writer has to have met the full disk, too: then it waits for room and answers nobody.
            await WaitUntilItWaitsAsync(store);
            var started = Stopwatch.GetTimestamp();
            await store.DisposeAsync().AsTask().WaitAsync(Longest);
            TestContext.Out.WriteLine($"closed in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
            await Task.WhenAll(Ended(aging), Ended(writing)).WaitAsync(Longest);
        }

        File.Delete(filler);
        await using var again = await Store.OpenAsync(path, KilledStore.Options());
        Assert.That((await again.QueryAsync<long>("SELECT count(*) FROM market_ticks"))[0], Is.EqualTo(kept));
    }

    private static async Task<long> FillAsync(Store store)
    {
        long kept = 0;
        for (var batch = 0; batch < 24; batch++)
        {
            await store.Ticks.AppendAsync(Ticks(TickBatch.Day.AddDays(-(batch % 6)), batch, 50_000));
            kept += 50_000;
        }

        await store.CheckpointAsync();
        return kept;
    }

    private static async Task WriteAsync(Store store, Action isKept)
    {
        for (var batch = 1_000; ; batch++)
        {
            try
            {
                await store.Ticks.AppendAsync(Ticks(TickBatch.Day.AddDays(1), batch, 1_000));
                isKept();
            }
            catch (DiskFullException)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task WaitUntilItWaitsAsync(Store store)
    {
        using var limit = new CancellationTokenSource(Longest);
        while (!limit.IsCancellationRequested && store.GetHealth().State != Diagnostics.StoreState.Recovering)
        {
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static async Task Ended(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is TradeStoreException or ObjectDisposedException or OperationCanceledException)
        {
            TestContext.Out.WriteLine(exception.Message);
        }
    }

    private static List<Tick> Ticks(DateTime day, int batch, int count) => [.. Enumerable.Range(0, count).Select(i => new Tick
    {
        Timestamp = day.AddMilliseconds((batch * 60_000L) + i),
        Exchange = "NASDAQ",
        Symbol = $"S{i % 50}",
        BidPrice = 100 + (i % 977 / 100m),
        AskPrice = 101 + (i % 977 / 100m),
        BidSize = i % 89,
        AskSize = i % 97,
    })];

    private sealed class OnWriting(Action onFirst) : IProgress<TieringProgress>
    {
        private int _isCalled;

        public void Report(TieringProgress value)
        {
            if (value.Stage == TieringStage.Writing && Interlocked.Exchange(ref _isCalled, 1) == 0)
            {
                onFirst();
            }
        }
    }
}
