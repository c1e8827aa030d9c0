using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

/// <summary>What tells ticks apart beside exchange, symbol, time and number: whether they are a quote, a trade or both.</summary>
internal sealed class TickIdentityTests
{
    private static readonly DateTime End = Some.Day.AddDays(1);
    private readonly Dictionary<(string Symbol, DateTime Time, long? Number, bool IsQuote, bool IsTrade), Tick> _expected = [];
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
    public async Task A_quote_and_a_trade_of_one_number_at_one_time_are_both_kept_and_neither_comes_twice()
    {
        var quote = new Tick { Timestamp = Some.Day, Exchange = "A", Symbol = "X", BidPrice = 1, SequenceNumber = 7 };
        var trade = new Tick { Timestamp = Some.Day, Exchange = "A", Symbol = "X", LastPrice = 5, SequenceNumber = 7, TradeId = "ab-12", AggressorSide = OrderSide.Sell };
        await AppendAsync(quote, trade);
        await CheckAsync("one batch");
        await AppendAsync(trade with { LastPrice = 6 }, quote with { AskPrice = 2 }, quote with { BidPrice = null, AskPrice = 3 });
        await AppendAsync(quote with { LastPrice = 4 });
        await CheckAsync("batches later");
        Assert.That((await _store.Ticks.GetAsync(new TickQuery())).Single(t => t.TradeId is not null).AggressorSide, Is.EqualTo(OrderSide.Sell));
        Assert.That(await _store.QueryAsync<string>("SELECT trade_id || aggressor_side FROM market_ticks WHERE trade_id IS NOT NULL"), Is.EqualTo(new[] { "ab-12sell" }));
    }

    [Test]
    public async Task Wherever_they_lie_the_first_of_each_kind_stays()
    {
        var random = Quick.Seeded(1907);
        for (var round = 0; round < 40; round++)
        {
            await AppendAsync([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Tick(random))]);
            _store = await RandomAging.GoOnAsync(_store, random, round, End, () => Quick.OpenAsync(_folder));

            await CheckAsync($"round {round}");
        }
    }

    private static Tick Tick(Random random)
    {
        var kind = random.Next(1, 4);
        return new()
        {
            Timestamp = Some.Day.AddSeconds(random.Next(4)),
            Exchange = "A",
            Symbol = random.Next(2) == 0 ? "X" : "Y",
            SequenceNumber = random.Next(3),
            BidPrice = (kind & 1) != 0 && random.Next(2) == 0 ? random.Next(100) : null,
            AskPrice = (kind & 1) != 0 ? random.Next(100) : null,
            LastPrice = (kind & 2) != 0 ? random.Next(100) : null,
        };
    }

    private async Task AppendAsync(params IReadOnlyList<Tick> ticks)
    {
        await _store.Ticks.AppendAsync(ticks);
        foreach (var tick in ticks)
        {
            _expected.TryAdd((tick.Symbol, tick.Timestamp, tick.SequenceNumber, tick.BidPrice is not null || tick.AskPrice is not null, tick.LastPrice is not null), tick);
        }
    }

    private async Task CheckAsync(string state)
    {
        var stored = await _store.Ticks.GetAsync(new TickQuery());
        Assert.That(stored.Select(Text).Order(StringComparer.Ordinal), Is.EqualTo(_expected.Values.Select(Text).Order(StringComparer.Ordinal)), state);
        Assert.That(await _store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { (long)_expected.Count }), state);
        foreach (var symbol in _expected.Values.GroupBy(t => t.Symbol))
        {
            var ticks = await _store.Ticks.GetAsync("A", symbol.Key, Some.Day, End);
            Assert.That(ticks.Select(Text).Order(StringComparer.Ordinal), Is.EqualTo(symbol.Select(Text).Order(StringComparer.Ordinal)), $"{state}, {symbol.Key}");
        }
    }

    private static string Text(Tick tick) => $"{tick.Symbol} {tick.Timestamp:HH:mm:ss} {tick.SequenceNumber} {tick.BidPrice:0} {tick.AskPrice:0} {tick.LastPrice:0}";
}
