using TradeStore.Repositories;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

internal sealed class ClosingTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_store_may_be_closed_twice_and_refuses_everything_afterwards()
    {
        var store = await Quick.OpenAsync(_folder);
        await Task.WhenAll(store.DisposeAsync().AsTask(), store.DisposeAsync().AsTask());
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Ticks.AppendAsync(Some.Quote(1)));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Bars.AppendAsync([Some.Bar(1)]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Ticks.GetAsync(new TickQuery()));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Ticks.LatestAsync("A", "B"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.QueryAsync<int>("SELECT 1"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.CheckpointAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Ticks.StreamAsync(new TickQuery()).GetAsyncEnumerator().MoveNextAsync());
    }

    [Test]
    public async Task Appends_while_the_store_closes_are_acknowledged_and_there_or_refused()
    {
        for (var round = 0; round < 5; round++)
        {
            var kept = 0;
            var refused = 0;
            using var started = new SemaphoreSlim(0);
            var store = await Quick.OpenAsync(_folder);
            var writers = Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
            {
                for (var i = 0; ; i++)
                {
                    try
                    {
                        await store.Ticks.AppendAsync(Some.Quote(i, $"R{round}W{w}"));
                        Interlocked.Increment(ref kept);
                        started.Release();
                    }
                    catch (ObjectDisposedException)
                    {
                        Interlocked.Increment(ref refused);
                        return;
                    }
                }
            })).ToList();
            for (var i = 0; i < 20; i++)
            {
                await started.WaitAsync();
            }

            await store.DisposeAsync().AsTask().Soon();
            await Task.WhenAll(writers).Soon();

            store = await Quick.OpenAsync(_folder);
            Assert.That(store.OpenReport.ReplayedBatches, Is.Zero, "closing writes everything into the database");
            Assert.That(refused, Is.EqualTo(8));
            Assert.That((await store.QueryAsync<long>("SELECT count(*) FROM market_ticks WHERE starts_with(symbol, $prefix)", new { prefix = $"R{round}W" }))[0], Is.EqualTo(kept));
            await store.DisposeAsync();
        }
    }

    [Test]
    public async Task A_checkpoint_asked_for_while_the_store_closes_ends()
    {
        for (var round = 0; round < 10; round++)
        {
            var store = await Quick.OpenAsync(_folder);
            var asked = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                try
                {
                    while (true)
                    {
                        await store.CheckpointAsync().Soon();
                    }
                }
                catch (ObjectDisposedException)
                {
                    return true;
                }
            })).ToList();
            await store.DisposeAsync().AsTask().Soon();
            Assert.That(await Task.WhenAll(asked).Soon(), Is.All.True);
        }
    }

    [Test]
    public async Task A_checkpoint_waits_for_a_read_that_is_in_its_way_and_disturbs_nobody()
    {
        await using var store = await Quick.OpenAsync(_folder);
        await store.Ticks.AppendAsync(Some.Quotes(100_000));
        await store.WaitUntilAppliedAsync();
        long rows = 0;
        Task? checkpoint = null;
        await foreach (var chunk in store.Ticks.StreamAsync(new TickQuery { Columns = ["ts"] }))
        {
            if (rows == 0)
            {
                // New partitions and replaced rows, while the stream holds an older snapshot.
                await store.Bars.AppendAsync([Some.Bar(0), Some.Bar(1)]);
                await store.Bars.AppendAsync(Some.Bar(0, close: 100.5m));
                await store.Ticks.AppendAsync(Some.Quote(1) with { Timestamp = Some.Day.AddDays(-1) });
                checkpoint = store.CheckpointAsync();
                Assert.That((await store.Bars.GetAsync(new BarQuery())).Count, Is.EqualTo(2));
            }

            rows += chunk.RowCount;
        }

        Assert.That(rows, Is.EqualTo(100_000));
        await checkpoint!.Soon();
    }
}
