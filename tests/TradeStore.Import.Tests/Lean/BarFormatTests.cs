using System.Text.Json;
using TradeStore.Import.Tests.Support;
using TradeStore.Model;

namespace TradeStore.Import.Tests.Lean;

internal sealed class BarFormatTests
{
    private const string Trades = "equity/usa/minute/ibm/20131009_trade.zip";
    private const string Quotes = "equity/usa/minute/ibm/20131009_quote.zip";

    [Test]
    public async Task An_equity_trade_bar_is_unscaled_and_says_nothing_of_its_number_of_trades()
    {
        var bar = (await ImportRun.OfAsync(Trades, "33120000,1790500,1790700,1790200,1790300,2200\n")).Bars.Single();

        Assert.That(bar, Is.EqualTo(new Bar
        {
            Exchange = "usa",
            Symbol = "IBM",
            Timeframe = Timeframe.OneMinute,
            Timestamp = new DateTime(2013, 10, 9, 13, 12, 0, DateTimeKind.Utc),
            Open = 179.05m,
            High = 179.07m,
            Low = 179.02m,
            Close = 179.03m,
            Volume = 2200,
        }));
    }

    [Test]
    public async Task Trade_and_quote_of_a_minute_make_one_bar()
    {
        using var folder = new LeanTestFolder()
            .Add(Trades, "60000,1790500,1790500,1790500,1790500,100\n180000,10000,10000,10000,10000,1\n")
            .Add(Quotes, "60000,1750000,1760000,1740000,1755000,100,1848300,1858300,1838300,1848300,200\n120000,20000,20000,20000,20000,1,40000,40000,40000,40000,1\n");
        var (target, report) = await ImportRun.OfAsync(folder);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Bars, Is.EqualTo(3));
            Assert.That(target.Bars.Select(bar => bar.Open), Is.EqualTo(new[] { 179.05m, 3m, 1m }));
            Assert.That(target.Bars.Select(bar => bar.TradeCount), Is.EqualTo(new long?[] { null, 0, null }));
            Assert.That(target.Bars[0].Volume, Is.EqualTo(100m));
            Assert.That(target.Bars[0].Indicators, Is.EqualTo(
                """{"bid":{"open":175,"high":176,"low":174,"close":175.5,"size":100},"ask":{"open":184.83,"high":185.83,"low":183.83,"close":184.83,"size":200}}"""));
            Assert.That(target.Bars[2].Indicators, Is.Null);
        }
    }

    [Test]
    public async Task A_minute_with_one_side_only_takes_that_sides_prices()
    {
        var bars = (await ImportRun.OfAsync(Quotes, "0,20000,30000,10000,20000,5,,,,,0\n60000,0,0,0,0,0,40000,50000,40000,40000,7\n")).Bars;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((bars[0].Open, bars[0].High, bars[0].Low, bars[0].Close, bars[0].Volume), Is.EqualTo((2m, 3m, 1m, 2m, 0m)));
            Assert.That(bars[0].Indicators, Is.EqualTo("""{"bid":{"open":2,"high":3,"low":1,"close":2,"size":5}}"""));
            Assert.That(bars[1].Indicators, Is.EqualTo("""{"ask":{"open":4,"high":5,"low":4,"close":4,"size":7}}"""));
        }
    }

    [Test]
    public async Task Sizes_in_a_quote_keep_their_text_whatever_its_number_of_decimals()
    {
        var bar = (await ImportRun.OfAsync(
            "crypto/coinbase/minute/btcusd/20180404_quote.zip",
            "0,7424.9,7424.9,7424.9,7424.9,11.649296019999998,7424.91,7424.91,7424.91,7424.910,1E-08\n")).Bars.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bar.Indicators, Does.Contain("\"size\":11.649296019999998}").And.Contain("\"close\":7424.910,\"size\":1E-08}"));
            Assert.That(bar.Open, Is.EqualTo(7424.905m));
            Assert.That(() => JsonDocument.Parse(bar.Indicators!).Dispose(), Throws.Nothing);
        }
    }

    [TestCase("+1.5", "1.5")]
    [TestCase("007", "7")]
    [TestCase(".5", "0.5")]
    [TestCase("5.", "5")]
    [TestCase("5.E2", "5E2")]
    [TestCase("0.0", "0.0")]
    public async Task Numbers_that_are_not_JSON_are_mended(string size, string expected)
    {
        var bar = (await ImportRun.OfAsync("crypto/coinbase/minute/btcusd/20180404_quote.zip", $"0,1,1,1,1,{size},,,,,\n")).Bars.Single();

        Assert.That(bar.Indicators, Is.EqualTo("{\"bid\":{\"open\":1,\"high\":1,\"low\":1,\"close\":1,\"size\":" + expected + "}}"));
    }

    [Test]
    public async Task A_middle_price_of_nine_decimals_is_rounded_to_even_and_stays_in_order()
    {
        var bar = (await ImportRun.OfAsync(
            "crypto/coinbase/minute/abcbtc/20180404_quote.zip",
            "0,0.00000001,0.00000002,0.00000001,0.00000002,1,0.00000002,0.00000003,0.00000002,0.00000003,1\n")).Bars.Single();

        Assert.That((bar.Open, bar.High, bar.Low, bar.Close), Is.EqualTo((0.00000002m, 0.00000002m, 0.00000002m, 0.00000002m)));
    }

    [Test]
    public async Task Daily_and_hourly_bars_open_at_the_exchanges_time()
    {
        using var folder = new LeanTestFolder()
            .Add("equity/usa/daily/ibm.zip", "19980102 00:00,1045000,1057500,1040600,1057500,2563200\n20130701 00:00,10000,10000,10000,10000,1\n")
            .Add("equity/usa/hour/ibm.zip", "20130701 09:00,10000,10000,10000,10000,1\n")
            .Add("crypto/coinbase/daily/btcusd_trade.zip", "20180404 00:00,1,2,0.5,1.5,12345678901234567890.12345678\n")
            .Add("forex/oanda/hour/eurusd.zip", "20140501 13:00,1.1,1.1,1.1,1.1,0,1.3,1.3,1.3,1.3,0\n");
        var (target, report) = await ImportRun.OfAsync(folder);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Failures, Is.Empty);
            Assert.That(target.Bars.Select(bar => $"{bar.Symbol} {bar.Timeframe.ToName()} {bar.Timestamp:yyyy-MM-dd HH:mm} {bar.Open}"), Is.EquivalentTo(new[]
            {
                "EURUSD 1h 2014-05-01 13:00 1.2", "IBM 1h 2013-07-01 13:00 1.0000",
                "BTCUSD 1d 2018-04-04 00:00 1", "IBM 1d 1998-01-02 05:00 104.5000", "IBM 1d 2013-07-01 04:00 1.0000",
            }));
            Assert.That(target.Bars.Single(bar => bar.Symbol == "BTCUSD").Volume, Is.EqualTo(12345678901234567890.12345678m));
        }
    }

    [Test]
    public async Task The_last_line_of_a_time_wins_in_a_file_out_of_order()
    {
        var bars = (await ImportRun.OfAsync(Trades, "60000,20000,20000,20000,20000,1\n0,10000,10000,10000,10000,1\n60000,30000,30000,30000,30000,1\n")).Bars;

        Assert.That(bars.Select(bar => bar.Open), Is.EqualTo(new[] { 1m, 3m }));
    }
}
