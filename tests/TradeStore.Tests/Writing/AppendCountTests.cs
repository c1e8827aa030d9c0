using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.Model;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Ingest;
using TradeStore.Tests.Diagnostics;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

/// <summary>What became of the rows of a batch, as its caller is told.</summary>
internal sealed class AppendCountTests
{
    private static readonly DateTime End = Some.Day.AddDays(2);
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_new_tick_one_that_is_there_and_one_that_says_other_are_told_apart()
    {
        await using var store = await Quick.OpenAsync(_folder);
        Tick[] ticks = [Tick(1), Tick(2), Tick(1), Tick(2) with { BidPrice = 7 }, Tick(3) with { SequenceNumber = null }, Tick(3) with { SequenceNumber = null }];
        await CheckAsync(ticks, kept: 4, there: 1, conflicts: 1);
        await CheckAsync([Tick(1), Tick(2) with { BidPrice = 7 }, Tick(4), Tick(4), Tick(2) with { Conditions = ["x", "y"] }, Tick(2) with { IngestionTime = Some.Day }], kept: 1, there: 3, conflicts: 2);
        await CheckAsync([Tick(2) with { Conditions = null, BidPrice = null, LastPrice = 5 }, Tick(2) with { Source = "other" }], kept: 1, there: 0, conflicts: 1);
        await CheckAsync([], kept: 0, there: 0, conflicts: 0);
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 6L }));

        async Task CheckAsync(Tick[] batch, int kept, int there, int conflicts) => Assert.That(
            await store.Ticks.AppendCountedAsync(batch),
            Is.EqualTo(new AppendResult { Rows = batch.Length, Counts = new AppendCounts { Kept = kept, AlreadyThere = there, InConflict = conflicts } }));
    }

    [Test]
    public async Task Wherever_the_rows_lie_they_are_counted_as_what_is_read_then_says([Values(100, 122_880)] int directRows)
    {
        var random = Quick.Seeded(1910 + directRows);
        var stored = new Dictionary<(DateTime Time, string Symbol, long Number), Tick>();
        var store = await Quick.OpenAsync(_folder, o => o.Writing.DirectRows = directRows);
        for (var round = 0; round < 40; round++)
        {
            Tick[] batch = [.. Enumerable.Range(0, random.Next(1, random.Next(3) == 0 ? 300 : 20)).Select(_ => Any(random))];
            int kept = 0, there = 0, conflicts = 0;
            foreach (var tick in batch)
            {
                if (stored.TryAdd((tick.Timestamp, tick.Symbol, tick.SequenceNumber!.Value), tick))
                {
                    kept++;
                }
                else if (stored[(tick.Timestamp, tick.Symbol, tick.SequenceNumber!.Value)] == tick)
                {
                    there++;
                }
                else
                {
                    conflicts++;
                }
            }

            if (random.Next(3) == 0)
            {
                await store.Ticks.AppendAsync(batch);
            }
            else
            {
                var result = await store.Ticks.AppendCountedAsync(batch);
                Assert.That(result.Counts, Is.EqualTo(new AppendCounts { Kept = kept, AlreadyThere = there, InConflict = conflicts }), $"round {round}");
            }

            store = await RandomAging.GoOnAsync(store, random, round, End, () => Quick.OpenAsync(_folder, o => o.Writing.DirectRows = directRows));
        }

        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { (long)stored.Count }));
        await store.DisposeAsync();
    }

    [Test]
    public async Task Of_bars_it_is_counted_what_was_replaced_and_which_forming_one_a_complete_one_outlived([Values] bool isSealed)
    {
        await using var store = await Quick.OpenAsync(_folder);
        await CheckAsync([Some.Bar(0, isComplete: false), Some.Bar(0, isComplete: false), Some.Bar(0, close: 102, isComplete: false), Some.Bar(0), Some.Bar(0, close: 100, isComplete: false)], 1, 1, 2, 1);
        if (isSealed)
        {
            await store.Tiering.ExportAsync("ohlcv_bars", Some.Day, End);
        }

        await CheckAsync([Some.Bar(0, isComplete: false), Some.Bar(0), Some.Bar(0, close: 99.5m), Some.Bar(1), Some.Bar(0)], 1, 1, 2, 1);
        Assert.That((await store.Bars.Query().ToListAsync()).Select(b => (b.Timestamp.Minute, b.Close)).Order(), Is.EqualTo(new[] { (0, 101m), (1, 101m) }));

        async Task CheckAsync(Bar[] bars, int kept, int there, int replaced, int conflicts) => Assert.That(
            (await store.Bars.AppendCountedAsync(bars)).Counts, Is.EqualTo(new AppendCounts { Kept = kept, AlreadyThere = there, Replaced = replaced, InConflict = conflicts }));
    }

    [Test]
    public async Task A_batch_that_came_from_the_journal_is_durable_and_not_counted()
    {
        var isFailing = false;
        await using var store = await Quick.OpenAsync(_folder, o => o.Writing.Reached = step =>
        {
            if (step == WritingStep.Committing && isFailing)
            {
                isFailing = false;
                throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
            }
        });
        await store.Ticks.AppendAsync([Tick(1)]);
        await store.CheckpointAsync();
        isFailing = true;
        Assert.That(await store.Ticks.AppendCountedAsync([Tick(1), Tick(2)]), Is.EqualTo(new AppendResult { Rows = 2, Uncounted = UncountedReason.EngineRecovered }));
        Assert.That(await store.Ticks.AppendCountedAsync([Tick(1), Tick(2)]), Is.EqualTo(new AppendResult { Rows = 2, Counts = new AppendCounts { AlreadyThere = 2 } }));
    }

    [Test]
    public async Task Where_what_is_stored_cannot_be_read_the_rows_are_kept_and_not_counted()
    {
        await using var store = await Quick.OpenAsync(_folder);
        await store.Ticks.AppendAsync([Tick(1), Tick(2)]);
        await store.Tiering.ExportAsync("market_ticks", Some.Day, End);
        File.WriteAllBytes(Directory.GetFiles(Path.Combine(_folder.Path, "cold"), "*.parquet", SearchOption.AllDirectories).Single(), [1, 2, 3]);
        Assert.That(await store.Ticks.AppendCountedAsync([Tick(1), Tick(2)]), Is.EqualTo(new AppendResult { Rows = 2, Uncounted = UncountedReason.Damaged }));
        Assert.That(await store.Ticks.AppendCountedAsync([Tick(1) with { Timestamp = Some.Day.AddDays(3) }]), Is.EqualTo(new AppendResult { Rows = 1, Counts = new AppendCounts { Kept = 1 } }));
    }

    [Test]
    public async Task Whoever_gives_up_waiting_is_told_that_the_batch_is_durable()
    {
        using var entered = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        await using var store = await Quick.OpenAsync(_folder, o => o.Writing.Reached = step =>
        {
            if (step == WritingStep.Applying)
            {
                entered.Set();
                go.Wait();
            }
        });
        using var cancellation = new CancellationTokenSource();
        var append = store.Ticks.AppendCountedAsync([Tick(1)], cancellation.Token).AsTask();
        Assert.That(entered.Wait(TimeSpan.FromSeconds(30), CancellationToken.None), Is.True);
        await cancellation.CancelAsync();
        var result = await append.Soon();
        go.Set();
        Assert.That(result, Is.EqualTo(new AppendResult { Rows = 1, Uncounted = UncountedReason.Cancelled }));
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks", cancellationToken: CancellationToken.None), Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task Rows_in_conflict_are_counted_and_logged_although_nobody_asks()
    {
        using var log = new LogList();
        var name = $"s{Guid.NewGuid():N}";
        using var metrics = new MetricList(name);
        await using var store = await Quick.OpenAsync(_folder, o => (o.LoggerFactory, o.Diagnostics.StoreName) = (log, name));
        await store.Ticks.AppendAsync([Tick(1), Tick(2), Tick(2)]);
        await store.WaitUntilAppliedAsync();
        await store.Ticks.AppendAsync([Tick(0), Tick(1), Tick(2) with { BidPrice = 8 }, Tick(2) with { BidPrice = 9 }, Tick(2)]);
        await store.WaitUntilAppliedAsync();
        Check(kept: 3, there: 3, conflicts: 2, undecided: 0);
        Assert.That(log.Of(2004).Single(), Does.StartWith("2 rows").And.Contain("'market_ticks'"));
        await store.Tiering.SealAsync("market_ticks", Some.Day, End);
        await store.Ticks.AppendAsync([Tick(1), Tick(9)]);
        await store.WaitUntilAppliedAsync();
        Check(kept: 3, there: 3, conflicts: 2, undecided: 2);

        void Check(int kept, int there, int conflicts, int undecided)
        {
            double[] counted = [.. new[] { "kept", "already_there", "in_conflict", "undecided" }
                .Select(outcome => metrics.Sum("tradestore.ingest.settled", $"db.collection.name=market_ticks tradestore.outcome={outcome}"))];
            Assert.That(counted, Is.EqualTo(new double[] { kept, there, conflicts, undecided }));
        }
    }

    private static Tick Tick(int number) => new()
    {
        Timestamp = Some.Day.AddSeconds(number), Exchange = "A", Symbol = "X", BidPrice = 5, BidSize = 3, Conditions = ["x"], SequenceNumber = number, Source = "feed",
    };

    private static Tick Any(Random random) => new()
    {
        Timestamp = Some.Day.AddSeconds(random.Next(6)).AddDays(random.Next(2)),
        Exchange = "A",
        Symbol = random.Next(2) == 0 ? "X" : "Y",
        SequenceNumber = random.Next(6),
        BidPrice = random.Next(1, 3),
        TradeId = random.Next(2) == 0 ? null : "t",
    };
}
