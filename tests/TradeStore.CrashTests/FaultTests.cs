using DuckDB.NET.Native;
using TradeStore.Configuration;
using TradeStore.CrashTests.Worker;
using TradeStore.DuckDb.Native;
using TradeStore.Repositories;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;

namespace TradeStore.CrashTests;

/// <summary>The engine or the disk fails while the store runs.</summary>
internal sealed class FaultTests
{
    [Test]
    public async Task A_failure_of_the_engine_at_any_step_loses_and_doubles_nothing(
        [Values(WritingStep.Applying, WritingStep.Committing, WritingStep.Committed, WritingStep.Flushing, WritingStep.Flushed, WritingStep.Checkpointing, WritingStep.Checkpointed)]
        WritingStep step,
        [Values(1, 3)] int nth,
        [Values] bool isDirect)
    {
        using var folder = new TemporaryFolder();
        var expected = new Expectation();
        var left = nth;
        var failed = false;
        var options = Options(reached =>
        {
            if (reached == step && Interlocked.Decrement(ref left) == 0)
            {
                failed = true;
                throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
            }
        });

        // Straight into the partitions every group, or through a memtable.
        options.Writing.DirectRows = isDirect ? 1 : options.Writing.DirectRows;
        await using (var store = await Store.OpenAsync(folder["store"], options))
        {
            for (var round = 0; round < 4; round++)
            {
                await AppendAsync(store, expected, round);
                await ReadAsync(store);
                await CheckpointAsync(store);
            }

            Assert.That(failed, Is.EqualTo(!isDirect || step is not (WritingStep.Flushing or WritingStep.Flushed)), "Only memtables are flushed, and every other step is reached.");
            Assert.That(await expected.CheckAsync(store), Is.Empty);
        }

        await using var again = await Store.OpenAsync(folder["store"], KilledStore.Options());
        Assert.That(await expected.CheckAsync(again), Is.Empty);
        Assert.That(again.OpenReport.ReplayedBatches, Is.Zero);
    }

    [Test]
    public async Task A_failure_that_stays_faults_the_store_and_reopening_brings_everything_back([Values] bool isReopened)
    {
        using var folder = new TemporaryFolder();
        var expected = new Expectation();
        var isBroken = false;
        var failing = isReopened ? WritingStep.Applying : WritingStep.Reopening;
        var options = Options(reached =>
        {
            if (isBroken && (reached == WritingStep.Applying || reached == failing))
            {
                throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
            }
        });
        await using (var store = await Store.OpenAsync(folder["store"], options))
        {
            await AppendAsync(store, expected, 0);
            await ReadAsync(store);
            isBroken = true;
            var faults = 0;
            for (var round = 1; round < 40 && faults == 0; round++)
            {
                try
                {
                    await AppendAsync(store, expected, round);
                    await ReadAsync(store);
                }
                catch (StoreFaultedException)
                {
                    faults++;
                }
            }

            Assert.That(faults, Is.Not.Zero);
            await Assert.ThrowsAsync<StoreFaultedException>(() => store.Ticks.AppendAsync(new TickBatch(new BatchId(99, 0, 0)).Rows()).AsTask());
            await Assert.ThrowsAsync<StoreFaultedException>(() => store.Ticks.GetAsync(new TickQuery { Consistency = ReadConsistency.Applied }));
            await Assert.ThrowsAsync<StoreFaultedException>(() => store.QueryAsync<long>("SELECT count(*) FROM market_ticks"));
            await Assert.ThrowsAsync<StoreFaultedException>(() => store.CheckpointAsync());
        }

        await using var again = await Store.OpenAsync(folder["store"], KilledStore.Options());
        Assert.That(await expected.CheckAsync(again), Is.Empty);
    }

    [Test]
    public async Task A_checkpoint_that_can_never_be_made_does_not_keep_the_store_from_closing()
    {
        using var folder = new TemporaryFolder();
        var expected = new Expectation();
        var options = Options(reached =>
        {
            if (reached == WritingStep.Checkpointing)
            {
                throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
            }
        });
        await using (var store = await Store.OpenAsync(folder["store"], options))
        {
            await AppendAsync(store, expected, 0);
        }

        await using var again = await Store.OpenAsync(folder["store"], KilledStore.Options());
        Assert.That(await expected.CheckAsync(again), Is.Empty);
    }

    [Test]
    public async Task Rows_that_are_in_their_partition_and_still_in_memory_are_seen_once([Values(WritingStep.Flushing, WritingStep.Flushed)] WritingStep step)
    {
        using var folder = new TemporaryFolder();
        using var reached = new SemaphoreSlim(0);
        using var goOn = new ManualResetEventSlim();
        var expected = new Expectation();
        var options = Options(at =>
        {
            if (at == step)
            {
                reached.Release();
                goOn.Wait();
            }
        });
        await using var store = await Store.OpenAsync(folder["store"], options);
        await AppendAsync(store, expected, 0);
        await ReadAsync(store);
        var checkpoint = store.CheckpointAsync();
        await reached.WaitAsync();
        var wrong = await expected.CheckAsync(store);
        goOn.Set();
        Assert.That(wrong, Is.Empty);
        await checkpoint;
        Assert.That(await expected.CheckAsync(store), Is.Empty);
    }

    [Test]
    public async Task A_full_disk_refuses_batches_whole_and_the_store_goes_on_when_there_is_room()
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Mount(folder["disk"], megabytes: 24);
        var expected = new Expectation();
        var acknowledged = new List<BatchId>();
        var filler = Path.Combine(disk.Path, "filler");
        await using (var store = await Store.OpenAsync(Path.Combine(disk.Path, "store"), Options(_ => { })))
        {
            disk.Fill(filler, leave: 600_000);
            var refused = new List<BatchId>();
            for (var number = 0; number < 400 && refused.Count < 3; number++)
            {
                var id = new BatchId(0, 0, number);
                try
                {
                    await store.Ticks.AppendAsync(new TickBatch(id).Rows());
                    acknowledged.Add(id);
                }
                catch (DiskFullException)
                {
                    refused.Add(id);
                }
            }

            Assert.That(refused, Has.Count.EqualTo(3));
            File.Delete(filler);
            var next = new BatchId(0, 3, 0);
            await store.Ticks.AppendAsync(new TickBatch(next).Rows());
            acknowledged.Add(next);
            expected.AddExactly(acknowledged);
            await ReadAsync(store);
            Assert.That(await expected.CheckAsync(store), Is.Empty);
        }

        await using var again = await Store.OpenAsync(Path.Combine(disk.Path, "store"), KilledStore.Options());
        Assert.That(await expected.CheckAsync(again), Is.Empty);
    }

    private static StoreOptions Options(Action<WritingStep> reached)
    {
        var options = KilledStore.Options();
        options.Writing.Reached = reached;
        return options;
    }

    private static async Task AppendAsync(Store store, Expectation expected, int run)
    {
        for (var number = 0; number < 3; number++)
        {
            foreach (var id in new[] { new BatchId(run, 0, number), new BatchId(run, 1, number) })
            {
                await store.Ticks.AppendAsync(new TickBatch(id).Rows());
                expected.AddExactly([id]);
            }

            var bars = new BatchId(run, BatchId.Producers - 1, number);
            await store.Bars.AppendAsync(new BarBatch(bars).Rows());
            expected.AddExactly([bars]);
        }
    }

    // While the engine is opened again a read is told to come again, and then it succeeds.
    private static async Task ReadAsync(Store store)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await store.Ticks.LatestAsync(TickBatch.Exchange, "P0S0");
                return;
            }
            catch (TradeStoreException exception) when (exception.IsTransient && attempt < 100_000)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task CheckpointAsync(Store store)
    {
        try
        {
            await store.CheckpointAsync();
        }
        catch (DuckDbException)
        {
            // It is the checkpoint that was made to fail; the next one is made by the engine that is opened then.
            await ReadAsync(store);
        }
    }
}
