using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>Predicates as C# writes them, over ticks and bars.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class PredicateTests
{
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder);
        await _store.Ticks.AppendAsync([.. Some.Quotes(10), Some.Trade(1, "MSFT"), Some.Trade(2, "MSFT")]);
        await _store.Bars.AppendAsync([Some.Bar(1), Some.Bar(2, isComplete: false), Some.Bar(3, "MSFT", 98m + 2) with { Timeframe = Timeframe.OneHour }]);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Values_are_captured_in_every_way_that_the_compiler_has()
    {
        var wanted = new { Symbol = "AAPL", Price = 100.05m };
        var symbols = new[] { "AAPL", "GOOG" };
        List<decimal?> prices = [100.05m, 100.06m];
        IEnumerable<string> lazy = symbols.Select(s => s.ToUpperInvariant());
        Timeframe? hour = Timeframe.OneHour;
        decimal whole = 100;
        int number = 3;

        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.Symbol == wanted.Symbol && t.BidPrice == wanted.Price)), Is.EqualTo(1));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => symbols.Contains(t.Symbol))), Is.EqualTo(10), "an array");
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => lazy.Contains(t.Symbol))), Is.EqualTo(10), "a sequence");
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => prices.Contains(t.BidPrice))), Is.EqualTo(2), "a list of nullables");
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.BidPrice!.Value > whole && t.SequenceNumber <= number)), Is.EqualTo(3));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.SequenceNumber > 5.5m)), Is.EqualTo(4));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.Timestamp >= Some.Day.AddSeconds(8).AddTicks(-3))), Is.EqualTo(2));
        var fine = Some.Day.AddSeconds(8).AddTicks(7);
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.Timestamp == fine)), Is.EqualTo(1), "by the time that it was written with");
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.Timestamp >= fine)), Is.EqualTo(2));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.Timestamp < fine)), Is.EqualTo(10));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.Timestamp.Between(Some.Day.AddSeconds(2), Some.Day.AddSeconds(4)))), Is.EqualTo(3));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.Tape!.StartsWith("C" + "", StringComparison.Ordinal) && !t.BidPrice.HasValue)), Is.EqualTo(2));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => !t.Symbol.StartsWith('A'))), Is.EqualTo(2));
        Assert.That(await _store.Bars.Query().Where(b => b.Timeframe == hour).CountAsync(), Is.EqualTo(1));
        Assert.That(await _store.Bars.Query().Where(b => new[] { Timeframe.OneMinute, Timeframe.OneDay }.Contains(b.Timeframe)).CountAsync(), Is.EqualTo(2));
        Assert.That(await _store.Bars.Query().Where(b => b.IsComplete & b.Close > b.Low).CountAsync(), Is.EqualTo(2));
        Assert.That(await _store.Bars.Query().Where(b => b.Indicators == null).CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_value_that_decides_hides_what_stands_behind_it()
    {
        string[]? symbols = null;
        string? exchange = null;

        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => symbols == null || symbols.Contains(t.Symbol))), Is.EqualTo(12));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => exchange != null && t.Exchange.StartsWith(exchange))), Is.Zero);
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => true)), Is.EqualTo(12));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => Array.Empty<string>().Contains(t.Symbol))), Is.Zero, "an empty list");
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => !Array.Empty<string>().Contains(t.Symbol))), Is.EqualTo(12));
    }

    [Test]
    public async Task A_missing_value_is_different_from_every_value_and_neither_less_nor_greater()
    {
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.BidPrice != 100.05m)), Is.EqualTo(11));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.BidPrice < 1000m)), Is.EqualTo(10));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => !(t.BidPrice < 1000m))), Is.EqualTo(2));
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.BidPrice == t.LastPrice)), Is.Zero);
        Assert.That(await TicksAsync(_store.Ticks.Query().Where(t => t.Tape == t.Source)), Is.EqualTo(10), "both are missing");
    }

    [Test]
    public void A_value_is_taken_when_the_predicate_is_given_and_never_shown()
    {
        var calls = 0;
        var symbol = () => $"SECRET {++calls}";
        var query = _store.Ticks.Query().Where(t => t.Symbol == symbol()).OrderByDescending(t => t.Timestamp).ThenBy(t => t.BidPrice).Skip(3).Take(10);

        Assert.That(calls, Is.EqualTo(1));
        Assert.That(query.ToString(), Does.EndWith("""FROM "market_ticks" WHERE "symbol" = $1 ORDER BY "ts" DESC, "bid_price" NULLS FIRST LIMIT 10 OFFSET 3"""));
    }

    [TestCase("it's")]
    [TestCase("\"; DROP TABLE x; --")]
    [TestCase("'); DELETE FROM warm.y; --")]
    [TestCase("$1")]
    [TestCase("日本🎌")]
    [TestCase("a\u0000b")]
    public async Task A_text_is_found_whatever_it_holds(string symbol)
    {
        var row = Some.Quote(1, symbol) with { Exchange = "INJECT" };
        await _store.Ticks.AppendAsync(row);

        Assert.That((await _store.Ticks.Query().Where(t => t.Exchange == "INJECT" && t.Symbol == symbol).SingleOrDefaultAsync())!.Symbol, Is.EqualTo(symbol));
        Assert.That(await _store.Ticks.Query().Where(t => t.Exchange == "INJECT" && new[] { symbol, "?" }.Contains(t.Symbol)).CountAsync(), Is.EqualTo(1));
        Assert.That(await _store.Ticks.Query().Where(t => t.Exchange == "INJECT" && t.Symbol.StartsWith(symbol)).CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task One_row_is_wanted_where_there_may_be_several()
    {
        var none = _store.Ticks.Query().Where(t => t.Symbol == "NONE");

        Assert.That(await none.FirstOrDefaultAsync(), Is.Null);
        Assert.That(await none.SingleOrDefaultAsync(), Is.Null);
        Assert.That(await none.AnyAsync(), Is.False);
        Assert.That((await _store.Ticks.Query().Where(t => t.Symbol == "AAPL").OrderByDescending(t => t.Timestamp).FirstOrDefaultAsync())!.SequenceNumber, Is.EqualTo(9));
        await Assert.ThrowsAsync<InvalidQueryException>(() => _store.Ticks.Query().SingleOrDefaultAsync());
    }

    private static Task<long> TicksAsync(TableQuery<Tick> query) => query.Where(t => t.Exchange == "NASDAQ").CountAsync();
}
