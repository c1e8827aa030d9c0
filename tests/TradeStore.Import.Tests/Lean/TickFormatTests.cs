using TradeStore.Import.Lean;
using TradeStore.Import.Tests.Support;
using TradeStore.Model;

namespace TradeStore.Import.Tests.Lean;

internal sealed class TickFormatTests
{
    private const string EquityTrades = "equity/usa/tick/ibm/20131007_trade.zip";
    private const string EquityQuotes = "equity/usa/tick/ibm/20131007_quote.zip";

    [Test]
    public async Task An_equity_trade_is_read_with_all_its_fields()
    {
        var tick = (await ImportRun.OfAsync(EquityTrades, "14430270,1815200,100,P,20002020,0\n")).Ticks.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tick.Timestamp, Is.EqualTo(new DateTime(2013, 10, 7, 8, 0, 30, 270, DateTimeKind.Utc)));
            Assert.That(tick.Timestamp.Kind, Is.EqualTo(DateTimeKind.Utc));
            Assert.That(tick.Exchange, Is.EqualTo("usa"));
            Assert.That(tick.Symbol, Is.EqualTo("IBM"));
            Assert.That(tick.LastPrice, Is.EqualTo(181.52m));
            Assert.That(tick.LastSize, Is.EqualTo(100m));
            Assert.That(tick.Tape, Is.EqualTo("P"));
            Assert.That(tick.Conditions, Is.EqualTo(new[] { "20002020" }));
            Assert.That(tick.Source, Is.EqualTo("lean"));
            Assert.That(tick.SequenceNumber, Is.Zero);
            Assert.That((tick.BidPrice, tick.AskPrice, tick.BidSize, tick.AskSize), Is.EqualTo(default((decimal?, decimal?, decimal?, decimal?))));
        }
    }

    [Test]
    public async Task The_missing_side_of_an_equity_quote_is_null()
    {
        var ticks = (await ImportRun.OfAsync(EquityQuotes, "1000,1750000,100,0,0,P,1,0\n1001,0,0,1848300,200,K,,0\n1002,10000,1,20000,2,Q,1,0")).Ticks;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sides(ticks[0]), Is.EqualTo((175m, 100m, (decimal?)null, (decimal?)null)));
            Assert.That(Sides(ticks[1]), Is.EqualTo(((decimal?)null, (decimal?)null, 184.83m, 200m)));
            Assert.That(Sides(ticks[2]), Is.EqualTo((1m, 1m, 2m, 2m)));
            Assert.That(ticks[1].Conditions, Is.Null);
            Assert.That(ticks.Select(tick => tick.SequenceNumber), Is.EqualTo(new long?[] { 1, 3, 5 }));
        }
    }

    [Test]
    public async Task A_suspicious_tick_carries_that_as_a_further_condition()
    {
        var ticks = (await ImportRun.OfAsync(EquityTrades, "1,10000,1,P,20,1\n2,10000,1,P,20,0\n3,10000,1,P,,1\n")).Ticks;

        Assert.That(ticks.Select(tick => tick.Conditions), Is.EqualTo(new[] { new[] { "20", "suspicious" }, ["20"], ["suspicious"] }));
    }

    [Test]
    public async Task A_quote_with_neither_side_is_counted_and_not_stored()
    {
        using var folder = new LeanTestFolder().Add(EquityQuotes, "1,0,0,0,0,P,1,0\n2,10000,1,0,0,P,1,0\n");
        var (target, report) = await ImportRun.OfAsync(folder);

        Assert.That((target.Ticks.Single().SequenceNumber, report.EmptyQuotes, report.Failures.Count), Is.EqualTo((3L, 1L, 0)));
    }

    [Test]
    public async Task Forex_quotes_are_utc_and_have_no_sizes()
    {
        var tick = (await ImportRun.OfAsync("forex/oanda/tick/eurusd/20140504_quote.zip", "75600462,1.38817,1.38884\r\n")).Ticks.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tick.Timestamp, Is.EqualTo(new DateTime(2014, 5, 4, 21, 0, 0, 462, DateTimeKind.Utc)));
            Assert.That(Sides(tick), Is.EqualTo((1.38817m, (decimal?)null, 1.38884m, (decimal?)null)));
            Assert.That((tick.Exchange, tick.Symbol), Is.EqualTo(("oanda", "EURUSD")));
        }
    }

    [Test]
    public async Task Crypto_ticks_are_utc_and_unscaled_with_or_without_a_flag()
    {
        using var folder = new LeanTestFolder()
            .Add("crypto/coinbase/tick/btcusd/20180404_trade.zip", "5,7424.91,1E-08\n6,7424.92,0.5,1\n")
            .Add("crypto/coinbase/tick/btcusd/20180404_quote.zip", "7,7424.9,1.5,7424.91,2\n8,7424.9,1.5,7424.91,2,0\n");
        var (target, report) = await ImportRun.OfAsync(folder);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Failures, Is.Empty);
            Assert.That(target.Ticks[0].LastSize, Is.EqualTo(0.00000001m));
            Assert.That(target.Ticks[1].Conditions, Is.EqualTo(new[] { "suspicious" }));
            Assert.That(Sides(target.Ticks[2]), Is.EqualTo((7424.9m, 1.5m, 7424.91m, 2m)));
            Assert.That(target.Ticks[3].Timestamp, Is.EqualTo(new DateTime(2018, 4, 4, 0, 0, 0, 8, DateTimeKind.Utc)));
        }
    }

    [Test]
    public async Task Trades_and_quotes_of_a_day_come_in_order_of_time_and_never_share_a_sequence_number()
    {
        using var folder = new LeanTestFolder()
            .Add(EquityTrades, "10,10000,1,P,1,0\n20,10000,2,P,1,0\n20,10000,2,P,1,0\n")
            .Add(EquityQuotes, "5,10000,1,0,0,P,1,0\n10,10000,1,0,0,P,1,0\n30,10000,1,0,0,P,1,0\n");
        var (target, _) = await ImportRun.OfAsync(folder, new LeanImportOptions { BatchRows = 4 });

        Assert.That(target.Ticks.Select(tick => tick.SequenceNumber), Is.EqualTo(new long?[] { 1, 0, 3, 2, 4, 5 }));
        Assert.That(target.Ticks.Select(tick => tick.Timestamp), Is.Ordered);
        Assert.That(target.BatchSizes, Is.EqualTo(new[] { 4, 2 }));
    }

    [Test]
    public async Task Fractions_of_a_millisecond_are_kept_to_the_microsecond()
    {
        var tick = (await ImportRun.OfAsync("crypto/coinbase/tick/btcusd/20180404_trade.zip", "5.125,1,1\n")).Ticks.Single();

        Assert.That(tick.Timestamp, Is.EqualTo(new DateTime(2018, 4, 4, 0, 0, 0, 5, 125, DateTimeKind.Utc)));
    }

    private static (decimal? BidPrice, decimal? BidSize, decimal? AskPrice, decimal? AskSize) Sides(Tick tick) =>
        (tick.BidPrice, tick.BidSize, tick.AskPrice, tick.AskSize);
}
