using TradeStore.Model;
using TradeStore.Testing;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Testing;

internal sealed class MarketDataMakerTests
{
    [Test]
    public void The_same_seed_makes_the_same_rows_and_another_makes_others()
    {
        var rows = BatchText.Describe(new MarketDataMaker(7).Ticks(500), now: 0);

        Assert.That(BatchText.Describe(new MarketDataMaker(7).Ticks(500), now: 0), Is.EqualTo(rows));
        Assert.That(BatchText.Describe(new MarketDataMaker(8).Ticks(500), now: 0), Is.Not.EqualTo(rows));
    }

    [Test]
    public async Task A_store_takes_every_row_of_ticks_and_bars()
    {
        await using var store = await Store.OpenTemporaryAsync();
        var ticks = new MarketDataMaker(1, new MarketDataSettings { Symbols = ["A", "B"], FirstPrice = 0.00000100m, PriceStep = 0.00000001m }).Ticks(5_000);
        var bars = BarMaker.FromTrades(ticks, Timeframe.OneHour);

        await store.Ticks.AppendAsync(ticks);
        await store.Bars.AppendAsync(bars);

        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new long[] { 5_000 }));
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM ohlcv_bars"), Is.EqualTo(new long[] { bars.Count }));
        Assert.That(await store.QueryAsync<decimal>("SELECT sum(volume) FROM ohlcv_bars"), Is.EqualTo(new[] { ticks.Sum(t => t.LastSize ?? 0) }));
    }

    [Test]
    public void Rows_are_in_order_of_time_within_the_session_with_sequence_numbers_and_both_quotes_and_trades()
    {
        var settings = new MarketDataSettings { Length = TimeSpan.FromMinutes(1) };
        var ticks = new MarketDataMaker(3, settings).Ticks(1_000);

        Assert.That(ticks.Select(t => t.Timestamp), Is.Ordered.Ascending);
        Assert.That(ticks.Select(t => t.Timestamp).Distinct().Count(), Is.EqualTo(ticks.Count));
        Assert.That(ticks[0].Timestamp, Is.GreaterThanOrEqualTo(settings.Open));
        Assert.That(ticks[^1].Timestamp, Is.LessThan(settings.Open + settings.Length));
        foreach (var symbol in ticks.GroupBy(t => t.Symbol))
        {
            Assert.That(symbol.Select(t => t.SequenceNumber), Is.EqualTo(Enumerable.Range(1, symbol.Count()).Select(n => (long?)n)));
        }

        Assert.That(ticks.Select(t => t.Symbol).Distinct(), Is.EquivalentTo(settings.Symbols));
        Assert.That(ticks.Count(t => t.BidPrice is not null), Is.InRange(600, 900));
        Assert.That(ticks.Where(t => t.BidPrice is not null && !(t.BidPrice > 0 && t.BidPrice < t.AskPrice)), Is.Empty);
    }

    [TestCase(-1)]
    [TestCase(1_000_001)]
    public void More_rows_than_there_are_microseconds_are_refused(int count) => Assert.That(
        () => new MarketDataMaker(1, new MarketDataSettings { Length = TimeSpan.FromSeconds(1) }).Ticks(count), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void A_setting_out_of_range_is_named()
    {
        var settings = new MarketDataSettings();
        Refused(settings with { Symbols = [] }, "Symbols");
        Refused(settings with { Open = DateTime.SpecifyKind(settings.Open, DateTimeKind.Unspecified) }, "Open");
        Refused(settings with { Open = settings.Open.AddTicks(1) }, "Open");
        Refused(settings with { Length = TimeSpan.Zero }, "Length");
        Refused(settings with { PriceStep = 0 }, "PriceStep");
        Refused(settings with { PriceStep = 0.000000011m }, "PriceStep");
        Refused(settings with { FirstPrice = 0.99m }, "FirstPrice");
        Refused(settings with { FirstPrice = 100.000000001m }, "FirstPrice");
    }

    [Test]
    public void A_bar_is_made_of_the_trades_of_its_time()
    {
        Tick[] ticks =
        [
            Trade(61, 10, 3), Trade(60, 12, 1), Trade(119, 9, null), Some.Quote(70),
            Trade(180, 8, 2), Trade(59, 7, 5) with { Exchange = "XNYS" },
        ];

        var bars = BarMaker.FromTrades(ticks, Timeframe.OneMinute);

        Assert.That(bars.Select(b => $"{b.Exchange} {b.Timestamp:HH:mm} {b.Open} {b.High} {b.Low} {b.Close} {b.Volume} {b.Vwap} {b.TradeCount} {b.IsComplete}"), Is.EqualTo(new[]
        {
            "NASDAQ 00:01 12 12 9 9 4 10.5 3 True",
            "NASDAQ 00:03 8 8 8 8 2 8 1 True",
            "XNYS 00:00 7 7 7 7 5 7 1 True",
        }));
    }

    [TestCase(Timeframe.OneWeek, "2026-03-02")]
    [TestCase(Timeframe.OneDay, "2026-03-08")]
    public void Weeks_begin_on_Monday_and_days_at_midnight_UTC(Timeframe timeframe, string open)
    {
        var sunday = Some.Trade(1) with { Timestamp = new DateTime(2026, 3, 8, 23, 59, 59, DateTimeKind.Utc) };

        Assert.That($"{BarMaker.FromTrades([sunday], timeframe).Single().Timestamp:yyyy-MM-dd HH:mm}", Is.EqualTo($"{open} 00:00"));
    }

    [Test]
    public void Without_sizes_there_is_no_average() => Assert.That(
        BarMaker.FromTrades([Trade(0, 5, null)], Timeframe.OneSecond).Single(), Has.Property("Vwap").Null.And.Property("Volume").Zero);

    private static Tick Trade(int seconds, decimal price, decimal? size) => new()
    {
        Timestamp = Some.Day.AddSeconds(seconds),
        Exchange = "NASDAQ",
        Symbol = "AAPL",
        LastPrice = price,
        LastSize = size,
    };

    private static void Refused(MarketDataSettings settings, string setting) =>
        Assert.That(() => new MarketDataMaker(1, settings), Throws.ArgumentException.With.Property("ParamName").EqualTo(setting));
}
