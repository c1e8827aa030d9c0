using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>One partition from its first row to the archive and back, and what reads see of it on the way.</summary>
internal sealed class LifeOfAPartitionTests
{
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
        Assert.That(_store.GetHealth().Recoveries, Is.Zero, "no row was on its way to a segment that takes no more");
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Ticks_are_the_same_open_sealed_cold_with_late_rows_merged_and_restored()
    {
        List<Tick> all = [.. Some.Quotes(500, "MSFT"), .. Some.Quotes(500, "AAPL"), .. Enumerable.Range(0, 300).Select(i => Some.Trade(i, "SPY"))];
        await _store.Ticks.AppendAsync(all);
        await CheckAsync(all, "open");

        await SealAsync(TieringAction.Seal, all.Count);
        await CheckAsync(all, "sealed");

        List<Tick> late = [.. Some.Quotes(20, "MSFT", first: 490), .. Some.Quotes(5, "IBM")];
        await _store.Ticks.AppendAsync(late);
        all = [.. all, .. late[10..]];
        await CheckAsync(all, "sealed, with late rows of which some are there already");

        await ExportAsync(all.Count);
        await CheckAsync(all, "cold");
        Assert.That(Directory.EnumerateFiles(Path.Combine(_store.Path, "cold"), "*.parquet", SearchOption.AllDirectories).Count(), Is.EqualTo(1));

        late = Some.Quotes(20, "GOOG");
        await _store.Ticks.AppendAsync(late);
        all = [.. all, .. late];
        await CheckAsync(all, "cold, with late rows");

        await ExportAsync(all.Count);
        await CheckAsync(all, "cold, merged");

        var report = await _store.Tiering.RestoreAsync("market_ticks", Some.Day, Some.Day.AddDays(1));
        Assert.That(report.Done, Has.Count.EqualTo(1));
        await CheckAsync(all, "restored");

        await _store.DisposeAsync();
        _store = await Quick.OpenAsync(_folder);
        await CheckAsync(all, "reopened");
        Assert.That(Directory.EnumerateFiles(_store.Path, "*.parquet", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task Bars_that_are_corrected_late_count_in_their_newest_version()
    {
        List<Bar> first = [.. Enumerable.Range(0, 100).SelectMany(i => new[] { Some.Bar(i), Some.Bar(i, "MSFT") })];
        await _store.Bars.AppendAsync(first);
        await _store.Tiering.ExportAsync("ohlcv_bars", Some.Day, Some.Day.AddDays(1));
        var corrected = Some.Bar(7, close: 105);
        await _store.Bars.AppendAsync([corrected, Some.Bar(200)]);
        List<Bar> expected = [.. first.Where(b => b.Symbol != "AAPL" || b.Timestamp != corrected.Timestamp), corrected, Some.Bar(200)];
        await CheckBarsAsync(expected);

        await _store.Bars.AppendAsync(corrected with { Close = 106, High = 110 });
        expected[^2] = corrected with { Close = 106, High = 110 };
        await CheckBarsAsync(expected);
        await _store.Tiering.ExportAsync("ohlcv_bars", Some.Day, Some.Day.AddDays(1));
        await CheckBarsAsync(expected);
    }

    private async Task CheckBarsAsync(List<Bar> expected)
    {
        var stored = await _store.Bars.GetAsync(new TradeStore.Repositories.BarQuery());
        Assert.That(stored.OrderBy(b => b.Symbol).ThenBy(b => b.Timestamp), Is.EqualTo(expected.OrderBy(b => b.Symbol).ThenBy(b => b.Timestamp)));
        Assert.That(await _store.QueryAsync<decimal>("SELECT sum(close) FROM ohlcv_bars"), Is.EqualTo(new[] { expected.Sum(b => b.Close) }));
        Assert.That(await _store.Bars.Query().Where(b => b.Close > 104).CountAsync(), Is.EqualTo(expected.Count(b => b.Close > 104)));
    }

    private async Task SealAsync(TieringAction action, int rows)
    {
        var report = await _store.Tiering.SealAsync("market_ticks", Some.Day, Some.Day.AddDays(1));
        Assert.That(report.Failed, Is.Empty);
        Assert.That(report.Done.Select(d => (d.Step.Action, d.Rows)), Is.EqualTo(new[] { (action, (long)rows) }));
    }

    private async Task ExportAsync(int rows)
    {
        var report = await _store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1));
        Assert.That(report.Failed, Is.Empty);
        Assert.That(report.Done.Select(d => d.Rows), Is.EqualTo(new[] { (long)rows }));
        Assert.That(_store.Parts.Maps!.Current.Segments(TradeStore.Tables.TickTable.Definition).Select(s => s.Tier), Is.EqualTo(new[] { Tier.Cold }));
    }

    private async Task CheckAsync(List<Tick> expected, string state)
    {
        var stored = await _store.Ticks.GetAsync(new TradeStore.Repositories.TickQuery());
        Assert.That(stored.Select(t => t.Timestamp), Is.Ordered, state);
        foreach (var symbol in expected.GroupBy(t => t.Symbol))
        {
            var ticks = await _store.Ticks.GetAsync("NASDAQ", symbol.Key, Some.Day, Some.Day.AddDays(1));
            Assert.That(ticks.Select(Row), Is.EqualTo(symbol.Select(Row)), $"{state}: {symbol.Key}");
            Assert.That(stored.Where(t => t.Symbol == symbol.Key).Select(Row), Is.EqualTo(symbol.Select(Row)), $"{state}: {symbol.Key} of all");
        }

        Assert.That(stored, Has.Count.EqualTo(expected.Count), state);
        Assert.That(await _store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { (long)expected.Count }), state);
        Assert.That(await _store.Ticks.Query().Where(t => t.Symbol == "MSFT").CountAsync(), Is.EqualTo(expected.Count(t => t.Symbol == "MSFT")), state);
    }

    private static string Row(Tick tick) =>
        $"{tick.Timestamp:O} {tick.Exchange} {tick.Symbol} {tick.BidPrice:0.####} {tick.AskPrice:0.####} {tick.LastPrice:0.####} {tick.LastSize:0.####} {tick.SequenceNumber} {string.Join(',', tick.Conditions ?? [])} {tick.CorrelationId} {tick.Tape}";
}
