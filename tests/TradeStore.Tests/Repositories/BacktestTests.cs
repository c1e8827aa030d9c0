using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class BacktestTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_backtest_and_its_round_trips_are_one_frame_and_read_back_by_time()
    {
        await using var store = await Quick.OpenAsync(_folder);
        var before = store.Parts.Journal!.DurableSequence;
        var stored = await store.Backtests.RecordAsync(Run(), Trades(1_000, Guid.Empty));
        Assert.That(store.Parts.Journal!.DurableSequence, Is.EqualTo(before + 1));
        Assert.That((stored.BacktestId == Guid.Empty, stored.CreatedAt is null), Is.EqualTo((false, false)));
        Assert.That(await store.Backtests.FindAsync(stored.BacktestId), Is.EqualTo(stored));

        await store.Backtests.RecordAsync(Run(), Trades(10, Guid.Empty));
        var trades = await store.Backtests.GetTradesAsync(stored.BacktestId);
        Assert.That(trades.Select(t => t.Quantity), Is.EqualTo(Enumerable.Range(1, 1_000).Reverse()), "made from the last to the first");
        Assert.That(trades.Select(t => t.BacktestId).Distinct(), Is.EqualTo(new[] { stored.BacktestId }));
        Assert.That(await store.Backtests.FindAsync(Guid.NewGuid()), Is.Null);
    }

    [Test]
    public async Task More_round_trips_than_a_batch_may_have_are_several_frames_with_the_backtest_in_the_last()
    {
        await using var store = await Quick.OpenAsync(_folder, o => o.Ingest.MaximumBatchRows = 100);
        var before = store.Parts.Journal!.DurableSequence;
        var stored = await store.Backtests.RecordAsync(Run(), Trades(250, Guid.Empty));
        Assert.That(store.Parts.Journal!.DurableSequence, Is.EqualTo(before + 3));
        Assert.That(await store.Backtests.GetTradesAsync(stored.BacktestId), Has.Count.EqualTo(250));

        var bad = Trades(250, Guid.Empty);
        bad[220] = bad[220] with { Quantity = 0 };
        Assert.That(async () => await store.Backtests.RecordAsync(Run(), bad), Refused("quantity", 220));
        Assert.That(store.Parts.Journal!.DurableSequence, Is.EqualTo(before + 3), "nothing is written before all is checked");
        Assert.That(await store.Backtests.QueryTrades().CountAsync(), Is.EqualTo(250));
    }

    [Test]
    public async Task What_is_refused_leaves_neither_a_backtest_nor_round_trips()
    {
        await using var store = await Quick.OpenAsync(_folder);
        var first = await store.Backtests.RecordAsync(Run(), Trades(2, Guid.Empty));
        Assert.That(async () => await store.Backtests.RecordAsync(first, Trades(2, Guid.Empty)), Throws.TypeOf<DuplicateKeyException>());
        Assert.That(async () => await store.Backtests.RecordAsync(Run(), Trades(2, Guid.NewGuid())), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await store.Backtests.RecordAsync(Run(), [.. Trades(2, Guid.Empty), .. Trades(1, first.BacktestId)]), Refused("backtest_id", 2));
        Assert.That(async () => await store.Backtests.RecordAsync(Run() with { InitialCapital = 0 }, Trades(2, Guid.Empty)), Refused("initial_capital", 0));
        Assert.That(async () => await store.Backtests.RecordAsync(Run() with { DataFingerprint = "{" }), Refused("data_fingerprint", 0));
        Assert.That(async () => await store.Backtests.AppendTradesAsync([.. Trades(1, first.BacktestId), .. Trades(1, Guid.NewGuid())]), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await store.Backtests.UpdateAsync(Run() with { BacktestId = Guid.NewGuid() }), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(await store.Backtests.Query().ToListAsync(), Is.EqualTo(new[] { first }));
        Assert.That(await store.Backtests.QueryTrades().CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task Round_trips_that_a_crash_left_without_their_backtest_are_not_counted_to_another()
    {
        await using var store = await Quick.OpenAsync(_folder);
        var id = Guid.NewGuid();
        await new TradeStore.Storage.Ingest.TableWriter<BacktestTrade>(
            TradeStore.Tables.BacktestTradeTable.Definition, store.Parts.Lanes![TradeStore.Storage.Schema.Lane.Market], new(), TimeProvider.System).AppendAsync(Trades(3, id), default);
        Assert.That(async () => await store.Backtests.RecordAsync(Run() with { BacktestId = id }), Throws.TypeOf<DuplicateKeyException>().With.Property("Table").EqualTo("backtest_trades"));
        Assert.That(await store.Backtests.FindAsync(id), Is.Null);
    }

    [Test]
    public async Task Of_callers_that_record_one_id_at_the_same_time_one_succeeds()
    {
        await using var store = await Quick.OpenAsync(_folder);
        var run = Run() with { BacktestId = Guid.NewGuid() };
        var recorded = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await store.Backtests.RecordAsync(run, Trades(5, Guid.Empty));
                return 1;
            }
            catch (DuplicateKeyException)
            {
                return 0;
            }
        }));
        Assert.That(recorded.Sum(), Is.EqualTo(1));
        Assert.That(await store.Backtests.QueryTrades().CountAsync(), Is.EqualTo(5));
    }

    [Test]
    public async Task A_backtest_is_known_again_after_reopening_and_its_results_are_written_over_it()
    {
        Backtest stored;
        await using (var store = await Quick.OpenAsync(_folder))
        {
            stored = await store.Backtests.RecordAsync(Run() with { FinalCapital = null }, Trades(2, Guid.Empty));
        }

        await using var reopened = await Quick.OpenAsync(_folder);
        await reopened.Backtests.UpdateAsync(stored with { FinalCapital = 11_000 });
        await reopened.Backtests.AppendTradesAsync(Trades(1, stored.BacktestId));
        Assert.That(async () => await reopened.Backtests.RecordAsync(stored), Throws.TypeOf<DuplicateKeyException>());
        Assert.That(await reopened.Backtests.Query().ToListAsync(), Is.EqualTo(new[] { stored with { FinalCapital = 11_000 } }));
        Assert.That(await reopened.Backtests.GetTradesAsync(stored.BacktestId), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_backtest_that_was_acknowledged_is_whole_after_a_kill_with_its_round_trips_still_in_memory()
    {
        using var killed = new TemporaryFolder();
        Backtest stored;
        DataFingerprint before;
        await using (var store = await Quick.OpenAsync(_folder, o => o.Writing.MemtableAge = TimeSpan.FromMinutes(1)))
        {
            stored = await store.Backtests.RecordAsync(Run(), Trades(1_000, Guid.Empty));
            before = await store.Backtests.FingerprintAsync(["backtest_trades"], Some.Day.AddYears(-1), Some.Day);
            FolderImage.Copy(_folder.Path, killed.Path);
        }

        await using var reopened = await Quick.OpenAsync(killed);
        Assert.That(await reopened.Backtests.FindAsync(stored.BacktestId), Is.EqualTo(stored));
        Assert.That(await reopened.Backtests.GetTradesAsync(stored.BacktestId), Has.Count.EqualTo(1_000));
        Assert.That(await reopened.Backtests.CompareAsync(before), Is.Empty);
        Assert.That(before.Rows, Is.EqualTo(1_000));
    }

    private static NUnit.Framework.Constraints.EqualNumericConstraint<int> Refused(string column, int row) =>
        Throws.TypeOf<InvalidRowException>()
            .With.Property(nameof(InvalidRowException.Column)).EqualTo(column)
            .And.Property(nameof(InvalidRowException.RowIndex)).EqualTo(row);

    private static Backtest Run() => new()
    {
        Name = "crossing",
        Strategy = "sma",
        StartDate = Some.Day,
        EndDate = Some.Day.AddDays(10),
        InitialCapital = 10_000,
        FinalCapital = 10_500,
        TotalReturn = 0.05,
        Config = """{"fast":10}""",
    };

    private static List<BacktestTrade> Trades(int count, Guid backtestId) =>
    [
        .. Enumerable.Range(1, count).Select(i => new BacktestTrade
        {
            BacktestId = backtestId,
            Timestamp = Some.Day.AddHours(-i),
            Symbol = "AAPL",
            Direction = TradeDirection.Long,
            Quantity = i,
            EntryPrice = 100,
            ExitPrice = 101,
            Pnl = i,
        }),
    ];
}
