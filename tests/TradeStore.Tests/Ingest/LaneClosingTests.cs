using System.Collections.Concurrent;
using TradeStore.Model;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Ingest;

/// <summary>Each call gets one answer, whatever races: room, cancelling, closing.</summary>
internal sealed class LaneClosingTests
{
    private const int Producers = 64;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Appends_that_wait_are_kept_cancelled_or_refused_when_the_store_closes(int seed)
    {
        var random = Quick.Seeded(seed);
        using var folder = new TemporaryFolder();
        var store = await Quick.OpenAsync(folder, options => options.Ingest.LaneCapacity = 8 << 20);
        var kept = new ConcurrentDictionary<string, int>();
        using var full = new SemaphoreSlim(0);
        var producers = Enumerable.Range(0, Producers).Select(p =>
        {
            var own = new Random(random.Next());
            return Task.Run(() => AppendUntilClosedAsync(store, $"P{p}", own, kept, full));
        }).ToList();
        for (var i = 0; i < Producers * 2; i++)
        {
            await full.WaitAsync().Soon();
        }

        await store.DisposeAsync().AsTask().Soon();
        await Task.WhenAll(producers).Soon();

        await using var again = await Quick.OpenAsync(folder);
        var rows = (await again.QueryAsync<SymbolRows>("SELECT symbol, count(*) AS \"rows\" FROM market_ticks GROUP BY symbol")).ToDictionary(r => r.Symbol, r => r.Rows);
        Assert.That(rows, Is.EquivalentTo(kept.ToDictionary(k => k.Key, k => (long)k.Value)));
    }

    [Test]
    public async Task Closing_answers_a_wait_that_is_given_up_in_the_same_moment()
    {
        var clock = Some.Clock();
        for (var round = 0; round < 200; round++)
        {
            var lane = new IngestLane(Lane.Market, 1, TimeSpan.FromSeconds(30), clock, () => { });
            await lane.EnqueueAsync(Write(), default);
            using var cancel = new CancellationTokenSource();
            using var start = new Barrier(3);
            var waiting = lane.EnqueueAsync(Write(), cancel.Token).AsTask();
            var racing = new[] { Race(start, cancel.Cancel), Race(start, () => lane.Close(new ObjectDisposedException("Store"))), Race(start, () => TakeAll(lane)) };
            await Task.WhenAll(racing).Soon();
            TakeAll(lane);

            var answer = await waiting.ContinueWith(t => t.Exception?.InnerException ?? (t.IsCanceled ? new OperationCanceledException() : null), TaskScheduler.Default).Soon();
            Assert.That(answer, Is.Null.Or.InstanceOf<OperationCanceledException>().Or.InstanceOf<ObjectDisposedException>());
            Assert.That(lane.Bytes, Is.Zero);
        }
    }

    private static Task Race(Barrier start, Action action) => Task.Factory.StartNew(
        () =>
        {
            start.SignalAndWait();
            action();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void TakeAll(IngestLane lane)
    {
        while (lane.TryTake(out var write))
        {
            write.Release();
        }
    }

    private static PendingWrite Write() => new(TickTable.Definition.Encoder.Encode(Some.Quotes(10), long.MaxValue / 2));

    private static async Task AppendUntilClosedAsync(Store store, string symbol, Random random, ConcurrentDictionary<string, int> kept, SemaphoreSlim called)
    {
        List<Tick> rows = [.. Some.Quotes(5_000, symbol).Select(q => q with { SequenceNumber = null })];
        while (true)
        {
            using var cancel = new CancellationTokenSource();
            var append = store.Ticks.AppendAsync(rows, cancel.Token).AsTask();
            called.Release();
            if (random.Next(2) == 0)
            {
                await cancel.CancelAsync();
            }

            try
            {
                await append;
                kept.AddOrUpdate(symbol, rows.Count, (_, count) => count + rows.Count);
            }
            catch (OperationCanceledException)
            {
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private sealed record SymbolRows(string Symbol, long Rows);
}
