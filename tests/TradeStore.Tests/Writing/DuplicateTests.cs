using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

internal sealed class DuplicateTests
{
    private static readonly Tick Unnumbered = Some.Trade(0) with { CorrelationId = null };

    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [SetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder);
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Identical_trades_without_sequence_numbers_are_all_kept()
    {
        await _store.Ticks.AppendAsync([Unnumbered, Unnumbered, Unnumbered]);
        await _store.Ticks.AppendAsync(Unnumbered);
        await _store.CheckpointAsync();
        await _store.Ticks.AppendAsync(Unnumbered);
        await ReopenAsync();
        await _store.Ticks.AppendAsync([Unnumbered, Unnumbered]);

        Assert.That(await _store.Ticks.GetAsync(new TickQuery()), Has.Count.EqualTo(7));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_import_that_comes_twice_doubles_nothing(bool reopens)
    {
        var import = Enumerable.Range(0, 3).SelectMany(day => Some.Quotes(500).Select(t => t with { Timestamp = t.Timestamp.AddDays(day * 20) })).ToList();
        await _store.Ticks.AppendAsync(import);
        if (reopens)
        {
            await ReopenAsync();
        }

        await _store.Ticks.AppendAsync(import);
        foreach (var part in import.Chunk(100))
        {
            await _store.Ticks.AppendAsync(part);
        }

        Assert.That(await CountAsync(), Is.EqualTo(import.Count));
        await _store.CheckpointAsync();
        Assert.That(await CountAsync(), Is.EqualTo(import.Count));
    }

    [Test]
    public async Task The_first_tick_of_a_key_stays_within_a_batch_across_batches_and_after_reopening()
    {
        var first = Some.Quote(5) with { BidPrice = 1 };
        var late = first with { BidPrice = 2 };
        await _store.Ticks.AppendAsync([Some.Quote(9), first, late]);
        Assert.That(await OnlyAsync(), Is.EqualTo(1));
        await _store.Ticks.AppendAsync([late]);
        Assert.That(await OnlyAsync(), Is.EqualTo(1));
        await _store.CheckpointAsync();
        await _store.Ticks.AppendAsync([late, late]);
        Assert.That(await OnlyAsync(), Is.EqualTo(1));
        await ReopenAsync();
        await _store.Ticks.AppendAsync([late]);
        Assert.That(await OnlyAsync(), Is.EqualTo(1));

        async Task<decimal?> OnlyAsync() => (await _store.Ticks.GetAsync("NASDAQ", "AAPL", first.Timestamp, first.Timestamp.AddSeconds(1))).Single().BidPrice;
    }

    [Test]
    public async Task The_last_bar_of_a_key_stays_within_a_batch_across_batches_and_after_reopening()
    {
        await _store.Bars.AppendAsync([Some.Bar(0, close: 99), Some.Bar(1), Some.Bar(0, close: 100, isComplete: false), Some.Bar(0, close: 101)]);
        Assert.That(await CloseAsync(), Is.EqualTo(101));
        await _store.Bars.AppendAsync(Some.Bar(0, close: 100.5m));
        Assert.That(await CloseAsync(), Is.EqualTo(100.5m));
        await ReopenAsync();
        await _store.Bars.AppendAsync([Some.Bar(0, close: 99.5m) with { Vwap = null, Indicators = null }]);
        Assert.That(await CloseAsync(), Is.EqualTo(99.5m));
        Assert.That((await _store.Bars.GetAsync(new BarQuery())).Select(b => b.Timestamp.Minute), Is.EqualTo(new[] { 0, 1 }));

        async Task<decimal> CloseAsync() => (await _store.Bars.GetAsync(new BarQuery { To = Some.Day.AddMinutes(1) })).Single().Close;
    }

    [Test]
    public async Task Keys_are_told_apart_by_every_part_of_them()
    {
        var tick = Some.Quote(1);
        await _store.Ticks.AppendAsync(
        [
            tick, tick with { Exchange = "NYSE" }, tick with { Symbol = "MSFT" }, tick with { SequenceNumber = 2 }, tick with { Timestamp = tick.Timestamp.AddTicks(10) },
            tick with { SequenceNumber = null },
        ]);
        await _store.Bars.AppendAsync([Some.Bar(0), Some.Bar(0, "MSFT"), Some.Bar(0) with { Exchange = "X" }, Some.Bar(0) with { Timeframe = Timeframe.OneHour }, Some.Bar(1)]);

        Assert.That(await CountAsync(), Is.EqualTo(6));
        Assert.That(await _store.Bars.GetAsync(new BarQuery()), Has.Count.EqualTo(5));
    }

    [Test]
    public async Task Names_with_control_characters_are_not_mixed_up()
    {
        var one = Some.Quote(1) with { Exchange = "A\u001FB", Symbol = "C" };
        var other = one with { Exchange = "A", Symbol = "B\u001FC" };
        await _store.Ticks.AppendAsync([one with { Timestamp = one.Timestamp.AddSeconds(9) }, one, other, one, other]);

        Assert.That(await CountAsync(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_batch_over_many_days_that_comes_twice_is_kept_once_whatever_its_memtables_do()
    {
        await _store.DisposeAsync();
        _store = await Quick.OpenAsync(_folder, options =>
        {
            options.Writing.MemtableAge = TimeSpan.Zero;
            options.Writing.MaximumDelay = TimeSpan.Zero;
        });
        const int Days = 90;
        for (var batch = 0; batch < 15; batch++)
        {
            // More partitions than the writer keeps the state of, so that it asks for it in the middle of a transaction.
            var rows = Enumerable.Range(0, Days).Select(day => Some.Quote(batch) with { Timestamp = Some.Day.AddDays(-day).AddSeconds(batch) }).ToList();
            await _store.Ticks.AppendAsync(rows);
            await _store.Ticks.AppendAsync(rows);
        }

        Assert.That(await CountAsync(), Is.EqualTo(Days * 15));
    }

    private async Task<long> CountAsync() => (await _store.QueryAsync<long>("SELECT count(*) FROM market_ticks"))[0];

    private async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = await Quick.OpenAsync(_folder);
    }
}
