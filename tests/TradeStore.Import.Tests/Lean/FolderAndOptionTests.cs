using TradeStore.Import.Lean;
using TradeStore.Import.Tests.Support;

namespace TradeStore.Import.Tests.Lean;

internal sealed class FolderAndOptionTests
{
    private const string Trade = "1,10000,1,P,1,0\n";

    [Test]
    public async Task What_belongs_to_no_known_layout_is_reported_and_left_alone()
    {
        using var folder = new LeanTestFolder()
            .Add("equity/usa/tick/ibm/20131007_trade.zip", Trade)
            .Add("equity/usa/tick/ibm/20131007_openinterest.zip", "x")
            .Add("equity/usa/tick/ibm/20131399_trade.zip", "x")
            .Add("equity/usa/daily/ibm_x_trade.zip", "x")
            .Add("equity/usa/map_files/ibm.zip", "x")
            .Add("option/usa/minute/ibm/20131007_trade.zip", "x")
            .Add("0/usa/minute/ibm/20131007_trade.zip", "x");
        folder.AddRaw("readme.md", []);
        var (target, report) = await ImportRun.OfAsync(folder);

        Assert.That(report.IgnoredPaths, Is.EquivalentTo(new[]
        {
            "equity/usa/tick/ibm/20131007_openinterest.zip", "equity/usa/tick/ibm/20131399_trade.zip", "equity/usa/daily/ibm_x_trade.zip",
            "equity/usa/map_files/", "option/", "0/", "readme.md",
        }));
        Assert.That((target.Ticks.Count, report.Files, report.Failures.Count), Is.EqualTo((1, 1, 0)));
    }

    [Test]
    public async Task Options_restrict_what_is_imported()
    {
        using var folder = new LeanTestFolder()
            .Add("equity/usa/tick/ibm/20131007_trade.zip", Trade)
            .Add("equity/usa/tick/ibm/20131008_trade.zip", Trade)
            .Add("equity/usa/tick/spy/20131007_trade.zip", Trade)
            .Add("equity/usa/minute/ibm/20131007_trade.zip", "0,1,1,1,1,1\n")
            .Add("equity/usa/daily/ibm.zip", "20131006 00:00,1,1,1,1,1\n20131007 00:00,1,1,1,1,1\n20131009 00:00,1,1,1,1,1\n")
            .Add("crypto/coinbase/tick/ibm/20131007_trade.zip", "0,1,1\n");

        async Task<string> Rows(LeanImportOptions options)
        {
            var (target, report) = await ImportRun.OfAsync(folder, options);
            Assert.That(report.Failures, Is.Empty);
            return $"{target.Ticks.Count} ticks, {target.Bars.Count} bars";
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Rows(new()), Is.EqualTo("4 ticks, 4 bars"));
            Assert.That(await Rows(new() { Symbols = ["SPY"] }), Is.EqualTo("1 ticks, 0 bars"));
            Assert.That(await Rows(new() { Markets = ["Coinbase"] }), Is.EqualTo("1 ticks, 0 bars"));
            Assert.That(await Rows(new() { SecurityTypes = [LeanSecurityType.Equity] }), Is.EqualTo("3 ticks, 4 bars"));
            Assert.That(await Rows(new() { Resolutions = [LeanResolution.Minute, LeanResolution.Daily] }), Is.EqualTo("0 ticks, 4 bars"));
            Assert.That(await Rows(new() { FirstDay = new(2013, 10, 8) }), Is.EqualTo("1 ticks, 1 bars"));
            Assert.That(await Rows(new() { LastDay = new(2013, 10, 7) }), Is.EqualTo("3 ticks, 3 bars"));
        }
    }

    [Test]
    public async Task A_market_in_an_unknown_zone_is_reported_until_its_zone_is_named()
    {
        using var folder = new LeanTestFolder().Add("equity/india/tick/abc/20131007_trade.zip", "0,10000,1,N,,0\n");
        var (_, report) = await ImportRun.OfAsync(folder);
        Assert.That(report.Failures.Single().Reason, Does.Contain("equity/india").And.Contain("TimeZones"));

        var zones = new Dictionary<string, TimeZoneInfo> { ["equity/india"] = TimeZoneInfo.CreateCustomTimeZone("i", new TimeSpan(5, 30, 0), null, null) };
        var (target, _) = await ImportRun.OfAsync(folder, new LeanImportOptions { TimeZones = zones });
        Assert.That(target.Ticks.Single().Timestamp, Is.EqualTo(new DateTime(2013, 10, 6, 18, 30, 0, DateTimeKind.Utc)));
    }

    [Test]
    public void Misuse_is_thrown()
    {
        using var folder = new LeanTestFolder();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new LeanImporter(null!), Throws.ArgumentNullException);
            Assert.That(() => new LeanImporter(new RecordingTarget(), null).ImportAsync(folder.FullPath("missing")), Throws.TypeOf<DirectoryNotFoundException>());
            Assert.That(() => ImportRun.OfAsync(folder, new() { BatchRows = 0 }), Throws.ArgumentException.With.Message.Contains("BatchRows is 0"));
            Assert.That(() => ImportRun.OfAsync(folder, new() { FilesAhead = 65 }), Throws.ArgumentException.With.Message.Contains("FilesAhead is 65"));
            Assert.That(() => ImportRun.OfAsync(folder, new() { FirstDay = new(2020, 1, 2), LastDay = new(2020, 1, 1) }), Throws.ArgumentException);
        }
    }
}
