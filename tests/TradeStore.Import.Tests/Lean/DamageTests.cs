using TradeStore.Import.Lean;
using TradeStore.Import.Tests.Support;

namespace TradeStore.Import.Tests.Lean;

internal sealed class DamageTests
{
    private const string Trades = "equity/usa/tick/ibm/20131007_trade.zip";
    private const string Quotes = "equity/usa/tick/ibm/20131007_quote.zip";
    private const string OtherDay = "equity/usa/tick/ibm/20131008_trade.zip";
    private const string Good = "1,10000,1,P,1,0\n";
    private static readonly LeanImportOptions Skip = new() { DamagedLines = DamagedLineRule.Skip };

    [TestCase("1,10000,1,P,1,0\r\n2,10000,1,P,1,0", 2, TestName = "Carriage_returns_and_a_missing_last_line_end")]
    [TestCase("\uFEFF1,10000,1,P,1,0\n\n\n2,10000,1,P,1,0\n\n", 2, TestName = "A_byte_order_mark_and_empty_lines")]
    [TestCase("", 0, TestName = "An_empty_file")]
    public async Task Harmless_differences_are_read(string csv, int rows)
    {
        Assert.That((await ImportRun.OfAsync(Trades, csv)).Ticks, Has.Count.EqualTo(rows));
    }

    [TestCase("x,10000,1,P,1,0", "field 1 (time): 'x' is not a number")]
    [TestCase("86400000,10000,1,P,1,0", "field 1 (time): '86400000' is not within a day")]
    [TestCase("-1,10000,1,P,1,0", "field 1 (time): '-1' is not within a day")]
    [TestCase("1.0001,10000,1,P,1,0", "field 1 (time): '1.0001' is finer than a microsecond")]
    [TestCase("1,abc,1,P,1,0", "field 2 (price): 'abc' is not a number")]
    [TestCase("1,0.12345,1,P,1,0", "field 2 (price): '0.12345' has more than 8 decimals")]
    [TestCase("1,10000,-1,P,1,0", "field 3 (quantity): -1 is negative")]
    [TestCase("1,10000,1,P,1", "the line ends after 5 fields, before its suspicious flag")]
    [TestCase("1,10000,1,P,1,0,9", "the line goes on after its 6 fields")]
    [TestCase("1,10000,1,P,1,2", "the last field (suspicious flag) is neither 0 nor 1")]
    public async Task A_damaged_line_stops_its_file_before_anything_of_it_is_stored(string line, string reason)
    {
        using var folder = new LeanTestFolder().Add(Trades, $"{Good}\n{Good}{line}\n{Good}").Add(OtherDay, Good);
        var (target, report) = await ImportRun.OfAsync(folder);

        Assert.That(report.Failures, Is.EqualTo(new[] { new ImportFailure(Trades, 4, reason) }));
        Assert.That((target.Ticks.Count, report.Ticks, report.Files), Is.EqualTo((1, 1L, 2)));
    }

    [Test]
    public async Task A_damaged_quote_file_leaves_the_days_trades_alone()
    {
        using var folder = new LeanTestFolder().Add(Trades, Good + Good).Add(Quotes, "1,10000,1,0,0,P,1,0\nbroken\n");
        var (target, report) = await ImportRun.OfAsync(folder);

        Assert.That((target.Ticks.Count, report.Failures.Single().File, report.Failures.Single().Line), Is.EqualTo((2, Quotes, 2L)));
        Assert.That(target.Ticks.TrueForAll(tick => tick.LastPrice is not null));
    }

    [Test]
    public async Task A_damaged_line_is_skipped_and_counted_when_asked_and_the_others_keep_their_numbers()
    {
        using var folder = new LeanTestFolder().Add(Trades, $"{Good}broken\n{Good}");
        var (target, report) = await ImportRun.OfAsync(folder, Skip);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(target.Ticks.Select(tick => tick.SequenceNumber), Is.EqualTo(new long?[] { 0, 4 }));
            Assert.That((report.SkippedLines, report.Failures.Count), Is.EqualTo((1L, 0)));
            Assert.That(report.SkippedExamples.Single(), Is.EqualTo(new ImportFailure(Trades, 2, "field 1 (time): 'broken' is not a number")));
        }
    }

    [Test]
    public async Task Excess_decimals_are_rounded_and_counted_when_asked()
    {
        using var folder = new LeanTestFolder().Add("crypto/coinbase/tick/btcusd/20180404_trade.zip", "1,1,33.35399601000002\n2,1,1\n");
        var (target, report) = await ImportRun.OfAsync(folder, new LeanImportOptions { ExcessDecimals = ExcessDecimalsRule.RoundToEven });

        Assert.That((target.Ticks[0].LastSize, report.RoundedValues, report.Failures.Count), Is.EqualTo((33.35399601m, 1L, 0)));
    }

    [Test]
    public async Task A_zip_that_is_none_or_is_cut_or_altered_is_reported_and_stops_only_itself()
    {
        using var folder = new LeanTestFolder().Add(OtherDay, string.Concat(Enumerable.Repeat(Good, 500)), "20131008_ibm_Trade_Tick.csv");
        var sound = await File.ReadAllBytesAsync(folder.FullPath(OtherDay));
        folder.AddRaw("equity/usa/tick/aaa/20131008_trade.zip", "this is no zip"u8.ToArray());
        folder.AddRaw("equity/usa/tick/bbb/20131008_trade.zip", sound[..(sound.Length / 2)]);
        folder.AddRaw("equity/usa/tick/ccc/20131008_trade.zip", []);
        var (target, report) = await ImportRun.OfAsync(folder);

        Assert.That(report.Failures.Select(failure => (failure.File[16..19], failure.Line)), Is.EqualTo(new (string, long?)[] { ("aaa", null), ("bbb", null), ("ccc", null) }));
        Assert.That(target.Ticks, Has.Count.EqualTo(500));
    }

    [Test]
    public async Task A_zip_with_any_byte_of_its_content_altered_stores_nothing()
    {
        using var sound = new LeanTestFolder().Add(Trades, string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{10000 + (i * 37)},1,P,1,0\n")));
        var bytes = await File.ReadAllBytesAsync(sound.FullPath(Trades));
        const int LocalHeader = 30 + 8;
        var contentEnd = bytes.AsSpan().IndexOf("PK\x01\x02"u8);
        for (var position = LocalHeader; position < contentEnd; position++)
        {
            using var folder = new LeanTestFolder();
            var altered = bytes.ToArray();
            altered[position] ^= 0x10;
            folder.AddRaw(Trades, altered);
            var (target, report) = await ImportRun.OfAsync(folder);

            Assert.That((target.Ticks.Count, report.Failures.Count), Is.EqualTo((0, 1)).Or.EqualTo((40, 0)), $"byte {position}");
            if (target.Ticks.Count > 0)
            {
                Assert.That(target.Ticks.Select(tick => tick.LastPrice), Is.EqualTo(Enumerable.Range(0, 40).Select(i => (10000 + (i * 37)) / 10000m)));
            }
        }
    }

    [TestCase("20131009_ibm_Trade_Tick.csv", TestName = "Another_day_in_the_zip")]
    [TestCase("20131007_ibm_Quote_Tick.csv", TestName = "Quotes_in_a_trade_zip")]
    [TestCase("readme.txt", TestName = "No_CSV_in_the_zip")]
    public async Task A_zip_that_holds_something_else_is_reported(string entry)
    {
        using var folder = new LeanTestFolder().Add(Trades, Good, entry);
        var (target, report) = await ImportRun.OfAsync(folder);

        Assert.That((target.Ticks.Count, report.Failures.Single().Reason), Is.EqualTo((0, $"The zip holds '{entry}', which its own name does not promise.")));
    }

    [Test]
    public async Task Quote_bars_are_held_back_when_their_trade_bars_cannot_be_read()
    {
        const string Trade = "equity/usa/minute/ibm/20131009_trade.zip";
        const string Quote = "equity/usa/minute/ibm/20131009_quote.zip";
        const string QuoteLine = "0,10000,10000,10000,10000,1,20000,20000,20000,20000,1\n";
        using var folder = new LeanTestFolder().Add(Trade, "0,10000,9999,10000,10000,1\n").Add(Quote, QuoteLine);
        var (target, report) = await ImportRun.OfAsync(folder);

        Assert.That(target.Bars, Is.Empty);
        Assert.That(report.Failures.Select(failure => (failure.File, failure.Line)), Is.EqualTo(new (string, long?)[] { (Trade, 1), (Quote, null) }));
    }
}
