using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

/// <summary>A bar that is complete is not replaced by a forming one, wherever the two are.</summary>
internal sealed class PrecedenceTests
{
    private static readonly DateTime End = Some.Day.AddDays(1);
    private readonly Dictionary<(string Symbol, int Minute), Bar> _expected = [];
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [SetUp]
    public async Task Open()
    {
        _expected.Clear();
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
    public async Task A_forming_bar_leaves_a_complete_one_in_one_batch_and_across_batches()
    {
        await AppendAsync(Some.Bar(0, close: 100, isComplete: false), Some.Bar(0, close: 102), Some.Bar(0, close: 101, isComplete: false), Some.Bar(1, close: 101, isComplete: false));
        await CheckAsync("one batch");
        await AppendAsync(Some.Bar(0, close: 101, isComplete: false), Some.Bar(1, close: 100, isComplete: false));
        await CheckAsync("a batch later");
        await AppendAsync(Some.Bar(1, close: 102), Some.Bar(1, close: 99, isComplete: false), Some.Bar(2), Some.Bar(2, close: 99, isComplete: false));
        await CheckAsync("complete, and forming behind it");
        await AppendAsync(Some.Bar(0, close: 100.5m));
        await CheckAsync("a complete one in the place of a complete one");
        await ReopenAsync();
        await AppendAsync(Some.Bar(0, close: 99, isComplete: false));
        await CheckAsync("reopened");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_forming_bar_leaves_a_complete_one_that_is_sealed_or_cold(bool isCold)
    {
        await AppendAsync(Some.Bar(0, close: 102), Some.Bar(1, close: 101, isComplete: false), Some.Bar(2, close: 100));
        await SettleAsync();
        await AppendAsync(Some.Bar(0, close: 99, isComplete: false), Some.Bar(1, close: 100, isComplete: false), Some.Bar(2, close: 101), Some.Bar(3, isComplete: false));
        await CheckAsync("beside a new generation");
        Assert.That((await _store.Bars.Query().Where(b => !b.IsComplete).ToListAsync()).Select(b => b.Timestamp.Minute).Order(), Is.EqualTo(new[] { 1, 3 }));
        await AppendAsync(Some.Bar(1, close: 102), Some.Bar(0, close: 101, isComplete: false));
        await CheckAsync("beside a new generation, twice");
        await SettleAsync();
        await CheckAsync("merged");
        await AppendAsync(Some.Bar(3, close: 102));
        await CheckAsync("completed late");
        await ReopenAsync();
        await CheckAsync("reopened");

        async Task SettleAsync()
        {
            var report = isCold ? await _store.Tiering.ExportAsync("ohlcv_bars", Some.Day, End) : await _store.Tiering.SealAsync("ohlcv_bars", Some.Day, End);
            Assert.That((report.Done.Count, report.Failed.Count), Is.EqualTo((1, 0)));
        }
    }

    [Test]
    public async Task Whatever_comes_in_whatever_order_and_wherever_it_lies_the_newest_of_the_complete_ones_counts()
    {
        var random = Quick.Seeded(2026);
        for (var round = 0; round < 40; round++)
        {
            await AppendAsync([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
                Some.Bar(random.Next(6), random.Next(2) == 0 ? "AAPL" : "MSFT", 99 + (random.Next(300) / 100m), isComplete: random.Next(3) == 0))]);
            switch (random.Next(6))
            {
                case 0:
                    await _store.Tiering.SealAsync("ohlcv_bars", Some.Day, End);
                    break;
                case 1:
                    await _store.Tiering.ExportAsync("ohlcv_bars", Some.Day, End);
                    break;
                case 2 when round % 4 == 0:
                    await ReopenAsync();
                    break;
                default:
                    break;
            }

            await CheckAsync($"round {round}");
        }
    }

    [TestCase("any", true, DuplicateRule.Replace, "is not a BOOLEAN, INTEGER or BIGINT")]
    [TestCase("final", true, DuplicateRule.Ignore, "is not a series that replaces")]
    [TestCase("final", false, DuplicateRule.Replace, "is not a series that replaces")]
    [TestCase("nothing", true, DuplicateRule.Replace, "precedence 'nothing' of the table 'own'")]
    public void A_precedence_that_decides_nothing_is_refused(string column, bool isSeries, DuplicateRule rule, string said) => Assert.That(
        () => new TableBuilder<Own>().Timestamp(1, "ts", o => o.Timestamp).Boolean(2, "final", o => o.IsFinal).Name(3, "any", o => o.Any)
            .Build(new TableSettings { Name = "own", TimeColumn = isSeries ? "ts" : null, Key = ["ts"], Duplicates = rule, Precedence = column }),
        Throws.ArgumentException.With.Message.Contains(said));

    private async Task AppendAsync(params IReadOnlyList<Bar> bars)
    {
        await _store.Bars.AppendAsync(bars);
        foreach (var bar in bars)
        {
            var key = (bar.Symbol, bar.Timestamp.Minute);
            if (bar.IsComplete || !(_expected.GetValueOrDefault(key)?.IsComplete ?? false))
            {
                _expected[key] = bar;
            }
        }
    }

    private async Task CheckAsync(string state)
    {
        var expected = _expected.Values.OrderBy(b => b.Symbol, StringComparer.Ordinal).ThenBy(b => b.Timestamp).Select(Text).ToList();
        var stored = await _store.Bars.GetAsync(new BarQuery());
        Assert.That(stored.OrderBy(b => b.Symbol, StringComparer.Ordinal).ThenBy(b => b.Timestamp).Select(Text), Is.EqualTo(expected), state);
        var sums = await _store.QueryAsync<decimal>("SELECT sum(close) FROM ohlcv_bars");
        Assert.That(sums[0], Is.EqualTo(_expected.Values.Sum(b => b.Close)), state);
        Assert.That(await _store.Bars.Query().Where(b => b.IsComplete).CountAsync(), Is.EqualTo(_expected.Values.Count(b => b.IsComplete)), state);
        foreach (var symbol in _expected.Values.GroupBy(b => b.Symbol))
        {
            var bars = await _store.Bars.GetAsync("NASDAQ", symbol.Key, Timeframe.OneMinute, Some.Day, End);
            Assert.That(bars.Select(Text), Is.EqualTo(symbol.OrderBy(b => b.Timestamp).Select(Text)), $"{state}, {symbol.Key}");
        }
    }

    private async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = await Quick.OpenAsync(_folder);
    }

    private static string Text(Bar bar) => $"{bar.Symbol} {bar.Timestamp:HH:mm} {bar.Close:0.00} {bar.IsComplete}";

    private sealed record Own
    {
        public required DateTime Timestamp { get; init; }

        public bool IsFinal { get; init; }

        public required string Any { get; init; }
    }
}
