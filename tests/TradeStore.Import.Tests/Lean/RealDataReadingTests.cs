using TradeStore.Import.Lean;
using TradeStore.Import.Lean.Files;
using TradeStore.Import.Lean.Reading;
using TradeStore.Import.Tests.Support;
using TradeStore.Model;

namespace TradeStore.Import.Tests.Lean;

/// <summary>The figures of LEAN's sample data, as its files are read; <see cref="RealDataStoreTests"/> finds them in a store.</summary>
internal sealed class RealDataReadingTests
{
    [TestCase("2013-10-07", 24_293, 109_067)]
    [TestCase("2013-10-08", 33_381, 125_750)]
    [TestCase("2013-10-09", 27_042, 135_492)]
    [TestCase("2013-10-10", 22_415, 105_428)]
    [TestCase("2013-10-11", 19_264, 99_852)]
    public void Ibm_has_its_trades_and_quotes(string day, int trades, int quotes)
    {
        var ticks = Read("IBM", DateOnly.Parse(day));

        Assert.That((ticks.Count(tick => tick.LastPrice is not null), ticks.Count(tick => tick.LastPrice is null)), Is.EqualTo((trades, quotes)));
        Assert.That(ticks.DistinctBy(tick => (tick.Timestamp, tick.SequenceNumber)).Count(), Is.EqualTo(trades + quotes));
        Assert.That(ticks.Select(tick => tick.Timestamp), Is.Ordered);
    }

    [TestCase("IBM", "2013-10-07", 24_293, 3_960_352, "182.500507")]
    [TestCase("SPY", "2013-10-08", 451_545, 178_346_557, "166.395717")]
    public void Volume_and_vwap_are_right(string symbol, string day, int trades, long volume, string vwap)
    {
        var ticks = Read(symbol, DateOnly.Parse(day)).Where(tick => tick.LastPrice is not null).ToList();
        var total = ticks.Sum(tick => tick.LastSize!.Value);

        Assert.That((ticks.Count, total), Is.EqualTo((trades, (decimal)volume)));
        Assert.That(decimal.Round(ticks.Sum(tick => tick.LastPrice!.Value * tick.LastSize!.Value) / total, 6), Is.EqualTo(decimal.Parse(vwap)));
    }

    [Test]
    public void The_first_ibm_trade_is_at_its_time()
    {
        var first = Read("IBM", new DateOnly(2013, 10, 7)).First(tick => tick.LastPrice is not null);

        Assert.That((first.Timestamp, first.LastPrice), Is.EqualTo((new DateTime(2013, 10, 7, 8, 0, 30, 270, DateTimeKind.Utc), (decimal?)181.52m)));
    }

    [Test]
    public async Task The_whole_folder_is_read_without_damage()
    {
        var target = new RecordingTarget();
        var report = await new LeanImporter(target, null).ImportAsync(RealData.FolderOrIgnore(), new LeanImportOptions { Symbols = ["IBM", "EURUSD", "BTCUSD"] });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Failures, Is.Empty);
            Assert.That(report.IgnoredPaths, Is.Empty);
            Assert.That((report.EmptyQuotes, report.SkippedLines, report.RoundedValues), Is.EqualTo((0L, 0L, 0L)));
            Assert.That(target.Bars.TrueForAll(bar => bar.Low <= bar.Open && bar.Low <= bar.Close && bar.High >= bar.Open && bar.High >= bar.Close));
            Assert.That(target.Bars.GroupBy(bar => (bar.Symbol, bar.Timeframe, bar.Timestamp)).Count(), Is.EqualTo(target.Bars.Count));
            Assert.That(target.Ticks.Count(tick => tick.Conditions?.Contains("suspicious") == true), Is.EqualTo(3));
        }
    }

    private static List<Tick> Read(string symbol, DateOnly day)
    {
        var options = new LeanImportOptions { Symbols = [symbol], Resolutions = [LeanResolution.Tick], FirstDay = day, LastDay = day };
        var folder = LeanFolder.Scan(RealData.FolderOrIgnore(), options);
        var tally = new UnitTally();
        var ticks = UnitReader.Read(folder.Units.Single(), options, tally).SelectMany(batch => ((TickBatch)batch).Ticks).ToList();
        Assert.That(tally.Failures, Is.Empty);
        return ticks;
    }
}
