using TradeStore.Model;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>What is selected of rows and groups, as C# writes it.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class ProjectionTests
{
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder);
        await _store.Bars.AppendAsync(
        [
            Some.Bar(1, close: 101.5m), Some.Bar(2, isComplete: false), Some.Bar(3, "MSFT", 98m) with { Low = 97, Timeframe = Timeframe.OneHour, Vwap = null, TradeCount = null },
            Some.Bar(50_000, "MSFT", 103m),
        ]);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_member_and_every_shape_that_holds_members_are_selected()
    {
        var query = _store.Bars.Query().OrderBy(b => b.Timestamp);
        var label = "bar";

        Assert.That(await query.Select(b => b.Symbol).ToListAsync(), Is.EqualTo(new[] { "AAPL", "AAPL", "MSFT", "MSFT" }));
        Assert.That(await query.Select(b => b.Timeframe).Take(3).ToListAsync(), Is.EqualTo(new[] { Timeframe.OneMinute, Timeframe.OneMinute, Timeframe.OneHour }));
        Assert.That(
            await query.Select(b => new { b.Symbol, Range = b.High - b.Low, Kind = label, IsUp = b.Close > b.Open, Minutes = (decimal)b.Timeframe }).FirstOrDefaultAsync(),
            Is.EqualTo(new { Symbol = "AAPL", Range = 3m, Kind = "bar", IsUp = true, Minutes = (decimal)Timeframe.OneMinute }));
        Assert.That(await query.Select(b => new Span(b.Symbol, b.High - b.Low)).Skip(3).FirstOrDefaultAsync(), Is.EqualTo(new Span("MSFT", 4m)));
        Assert.That(await query.Select(b => new Span(b.Symbol, 0) { Range = b.Close * 2 }).FirstOrDefaultAsync(), Is.EqualTo(new Span("AAPL", 203m)));
        Assert.That(await query.Select(b => ValueTuple.Create(b.Vwap, b.TradeCount)).Skip(2).FirstOrDefaultAsync(), Is.EqualTo(((decimal?)null, (long?)null)));
        Assert.That(await query.Select(b => new { Inner = new { b.Indicators }, b.IsComplete }).Skip(1).FirstOrDefaultAsync(), Is.EqualTo(new { Inner = new { Indicators = (string?)Some.Bar(1).Indicators }, IsComplete = false }));
        Assert.That(await query.Select(b => (double)b.Close).FirstOrDefaultAsync(), Is.EqualTo(101.5), "a cast of what is selected is C#'s");
    }

    [Test]
    public void Only_the_columns_that_are_named_are_read()
    {
        var query = _store.Bars.Query().Where(b => b.Exchange == "NASDAQ").OrderBy(b => b.Timestamp).Take(7).Select(b => new { b.Symbol, Range = b.High - b.Low });

        Assert.That(
            query.ToString(),
            Is.EqualTo("""SELECT "symbol" AS _0, (CAST("high" AS DECIMAL(19,8)) - CAST("low" AS DECIMAL(19,8))) AS _1 FROM "ohlcv_bars" WHERE "exchange" = $1 ORDER BY "ts" LIMIT 7"""));
        Assert.That(
            _store.Bars.Query().GroupBy(b => b.Symbol).Select(g => new { g.Key, N = g.Count(b => b.IsComplete) }).ToString(),
            Is.EqualTo("""SELECT _0 AS _of0, CAST(count(*) FILTER (WHERE _1) AS INTEGER) AS _of1 FROM (SELECT "symbol" AS _0, coalesce("is_complete" = $1, FALSE) AS _1 FROM "ohlcv_bars") GROUP BY _0"""));
    }

    [Test]
    public async Task Results_are_streamed_counted_cut_and_told_apart()
    {
        var symbols = _store.Bars.Query().Where(b => b.High > 100).Select(b => b.Symbol);
        var streamed = new List<string>();
        await foreach (var symbol in symbols.StreamAsync())
        {
            streamed.Add(symbol);
        }

        Assert.That(streamed, Is.EquivalentTo(new[] { "AAPL", "AAPL", "MSFT", "MSFT" }));
        Assert.That(await symbols.CountAsync(), Is.EqualTo(4));
        Assert.That(await symbols.Skip(1).Take(2).CountAsync(), Is.EqualTo(2));
        Assert.That(await symbols.Distinct().CountAsync(), Is.EqualTo(2));
        Assert.That(await symbols.Distinct().OrderByDescending(s => s).ToListAsync(), Is.EqualTo(new[] { "MSFT", "AAPL" }));
        Assert.That(await symbols.Distinct().OrderBy(s => s).Skip(1).SingleOrDefaultAsync(), Is.EqualTo("MSFT"));
        Assert.That(await _store.Bars.Query().OrderByDescending(b => b.Timestamp).Take(3).Skip(1).Select(b => b.Close).OrderBy(c => c).ToListAsync(), Is.EqualTo(new[] { 98m, 101m }), "cut before");
        Assert.That(await _store.Bars.Query().OrderBy(b => b.Timestamp).Take(3).Select(b => b.Close).Skip(1).Take(5).ToListAsync(), Is.EqualTo(new[] { 101m, 98m }), "cut before and behind");
        Assert.That(await _store.Bars.Query().OrderBy(b => b.Timestamp).Take(2).GroupBy(b => b.Symbol).Select(g => g.Count()).ToListAsync(), Is.EqualTo(new[] { 2 }));
        Assert.That(await _store.Bars.Query().OrderByDescending(b => b.Close - b.Open).ThenBy(b => b.Timestamp).Select(b => b.Close).ToListAsync(), Is.EqualTo(new[] { 103m, 101.5m, 101m, 98m }));
        var spans = await _store.Bars.Query().Select(b => new Span(b.Symbol, b.Close)).OrderBy(s => s.Range * -1).ToListAsync();
        Assert.That(spans.Select(s => s.Range), Is.EqualTo(new[] { 103m, 101.5m, 101m, 98m }));
    }

    [Test]
    public async Task Groups_have_keys_of_every_kind_and_what_is_computed_of_their_rows()
    {
        var query = _store.Bars.Query();

        Assert.That(
            await query.GroupBy(b => b.Timeframe).Select(g => new { g.Key, N = g.Count() }).OrderBy(g => g.N).ToListAsync(),
            Is.EqualTo(new[] { new { Key = Timeframe.OneHour, N = 1 }, new { Key = Timeframe.OneMinute, N = 3 } }));
        Assert.That(
            await query.GroupBy(b => new { b.Symbol, b.IsComplete }).Select(g => new { g.Key.Symbol, g.Key.IsComplete, High = g.Max(b => b.High), Mean = g.Average(b => b.Close) })
                .OrderBy(g => g.Symbol).ThenBy(g => g.IsComplete).ToListAsync(),
            Is.EqualTo(new[]
            {
                new { Symbol = "AAPL", IsComplete = false, High = 102m, Mean = 101m }, new { Symbol = "AAPL", IsComplete = true, High = 102m, Mean = 101.5m },
                new { Symbol = "MSFT", IsComplete = true, High = 103m, Mean = 100.5m },
            }));
        Assert.That(
            await query.GroupBy(b => b.Symbol).Select(g => new { g.Key, Vwap = g.Sum(b => b.Close * b.Volume) / g.Sum(b => b.Volume), Trades = g.Sum(b => b.TradeCount), Mean = g.Average(b => b.TradeCount) })
                .OrderBy(g => g.Key).ToListAsync(),
            Is.EqualTo(new[] { new { Key = "AAPL", Vwap = 101.25m, Trades = (long?)84, Mean = (double?)42 }, new { Key = "MSFT", Vwap = 100.5m, Trades = (long?)42, Mean = (double?)42 } }));
        Assert.That(await query.GroupBy(b => b.Vwap).Select(g => g.Key).OrderBy(v => v).ToListAsync(), Is.EqualTo(new decimal?[] { null, 100.5m }));
        var ups = await query.GroupBy(b => b.Symbol).Select(g => new { g.Key, Up = g.Where(b => b.Close > 102).Min(b => (decimal?)b.Close) }).OrderBy(g => g.Key).ToListAsync();
        Assert.That(ups.Select(g => g.Up), Is.EqualTo(new decimal?[] { null, 103m }));
    }

    [Test]
    public async Task All_rows_are_one_group_of_which_there_may_be_none()
    {
        var query = _store.Bars.Query();
        foreach (var none in new[] { query.Where(b => b.Symbol == "NONE"), query.Where(b => b.Timestamp < Some.Day.AddYears(-9)), query.Where(b => false), query.Take(0) })
        {
            Assert.That(await none.SumAsync(b => b.Close), Is.Zero);
            Assert.That(await none.SumAsync(b => b.TradeCount), Is.Zero);
            Assert.That(await none.AverageAsync(b => b.Close), Is.Null);
            Assert.That(await none.AverageAsync(b => b.TradeCount), Is.Null);
            Assert.That(await none.MinAsync(b => (decimal?)b.Close), Is.Null);
            Assert.That(await none.MaxAsync(b => b.Symbol), Is.Null);
            Assert.That(await none.GroupBy(b => b.Symbol).Select(g => g.Count()).ToListAsync(), Is.Empty);
            Assert.That(await none.Select(b => b.Close).FirstOrDefaultAsync(), Is.Zero);
            Assert.That(await none.Select(b => b.Symbol).Distinct().CountAsync(), Is.Zero);
        }

        Assert.That(await query.SumAsync(b => b.Close - b.Open), Is.EqualTo(3.5m));
        Assert.That(await query.SumAsync(b => b.TradeCount), Is.EqualTo(126));
        Assert.That(await query.AverageAsync(b => b.Close), Is.EqualTo(100.875m));
        Assert.That(await query.MinAsync(b => b.Timestamp), Is.EqualTo(Some.Day.AddMinutes(1)));
        Assert.That(await query.MaxAsync(b => b.Symbol), Is.EqualTo("MSFT"));
        Assert.That(await query.MaxAsync(b => b.IsComplete), Is.True);
        Assert.That(await query.OrderBy(b => b.Timestamp).Take(2).SumAsync(b => b.Close), Is.EqualTo(202.5m));
    }

    private sealed record Span(string Symbol, decimal Range);
}
