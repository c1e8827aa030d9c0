using TradeStore.Import.Lean;
using TradeStore.Import.Tests.Support;

namespace TradeStore.Import.Tests.Lean;

internal sealed class RefusedRowTests
{
    private const string Trades = "equity/usa/tick/ibm/20131007_trade.zip";
    private const string Quotes = "equity/usa/tick/ibm/20131007_quote.zip";

    [Test]
    public async Task A_row_the_store_refuses_stops_its_file_and_not_its_partner()
    {
        using var folder = Day();
        var target = new RecordingTarget { RefusesTick = tick => tick.LastSize == 3 };
        var (_, report) = await ImportRun.OfAsync(folder, new LeanImportOptions { BatchRows = 4 }, target);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Failures.Single(), Is.EqualTo(new ImportFailure(Trades, 3, "The store refused column 'ts' = 'x': is refused by the test")));
            Assert.That(target.Ticks.Where(tick => tick.LastSize is not null).Select(tick => tick.LastSize), Is.EqualTo(new decimal?[] { 1, 2 }));
            Assert.That(target.Ticks.Count(tick => tick.BidPrice is not null), Is.EqualTo(5));
            Assert.That(report.Ticks, Is.EqualTo(7));
        }
    }

    [Test]
    public async Task Rows_the_store_refuses_are_skipped_and_counted_when_asked()
    {
        using var folder = Day();
        var target = new RecordingTarget { RefusesTick = tick => tick.LastSize is 3 or 5 || tick.BidSize == 1 };
        var (_, report) = await ImportRun.OfAsync(folder, new LeanImportOptions { DamagedLines = DamagedLineRule.Skip }, target);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.SkippedLines, report.Ticks, report.Failures.Count), Is.EqualTo((3L, 7L, 0)));
            Assert.That(report.SkippedExamples.Select(skipped => (skipped.File, skipped.Line)), Is.EquivalentTo(new (string, long?)[] { (Quotes, 1), (Trades, 3), (Trades, 5) }));
            Assert.That(target.Ticks.Select(tick => tick.Timestamp), Is.Ordered);
        }
    }

    [Test]
    public async Task A_bar_the_store_refuses_stops_both_of_its_files()
    {
        using var folder = new LeanTestFolder()
            .Add("equity/usa/minute/ibm/20131009_trade.zip", "0,10000,10000,10000,10000,1\n60000,20000,20000,20000,20000,1\n120000,10000,10000,10000,10000,1\n")
            .Add("equity/usa/minute/ibm/20131009_quote.zip", "180000,10000,10000,10000,10000,1,20000,20000,20000,20000,1\n");
        var target = new RecordingTarget { RefusesBar = bar => bar.Open == 2 };
        var (_, report) = await ImportRun.OfAsync(folder, new LeanImportOptions { BatchRows = 1 }, target);

        Assert.That((target.Bars.Count, report.Failures.Single().File[^9..], report.Failures.Single().Line), Is.EqualTo((1, "trade.zip", 2L)));
    }

    [Test]
    public void Other_errors_of_the_store_come_up()
    {
        using var folder = Day();
        var target = new RecordingTarget { OnAppend = () => throw new IOException("full") };

        Assert.That(() => ImportRun.OfAsync(folder, new LeanImportOptions { BatchRows = 1 }, target), Throws.TypeOf<IOException>().With.Message.EqualTo("full"));
    }

    private static LeanTestFolder Day() => new LeanTestFolder()
        .Add(Trades, string.Concat(Enumerable.Range(1, 5).Select(i => $"{i * 10},10000,{i},P,1,0\n")))
        .Add(Quotes, string.Concat(Enumerable.Range(1, 5).Select(i => $"{i * 10},10000,{i},0,0,P,1,0\n")));
}
