using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using TradeStore.Storage.Verification;
using TradeStore.Tests.Support;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests;

/// <summary>Nothing that the store writes or says depends on the culture of the application: calendar, minus sign, decimal comma, separators.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed partial class CultureTests
{
    private IReadOnlyList<string> _invariant = null!;

    [OneTimeSetUp]
    public async Task Invariant() => _invariant = await TellAsync(CultureInfo.InvariantCulture);

    [TestCase("th-TH")]
    [TestCase("ar-SA")]
    [TestCase("fa-IR")]
    [TestCase("sv-SE")]
    [TestCase("de-DE")]
    public async Task The_life_of_a_store_is_told_in_the_same_bytes(string culture)
    {
        var told = await TellAsync(Like(culture));

        Assert.That(told, Is.EqualTo(_invariant));
    }

    [Test]
    public void The_cultures_of_these_tests_are_others()
    {
        Assert.That(new DateTime(2026, 11, 28).ToString("yyyyMMdd", Like("th-TH")), Is.EqualTo("25691128"));
        Assert.That((-1.5).ToString(Like("sv-SE")), Is.EqualTo("\u22121,5"));
        Assert.That(_invariant, Has.Count.GreaterThan(20));
        Assert.That(_invariant, Has.Some.Contains("quarantine/TIME-"));
    }

    // Not of the system's library: it need not be there.
    private static CultureInfo Like(string name)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (Calendar? calendar, culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = name switch
        {
            "th-TH" => (new ThaiBuddhistCalendar(), "-", ".", ","),
            "ar-SA" => (new UmAlQuraCalendar(), "\u061C-", "\u066B", "\u066C"),
            "fa-IR" => (new PersianCalendar(), "\u200E\u2212", "\u066B", "\u066C"),
            "sv-SE" => (null, "\u2212", ",", "\u00A0"),
            _ => ((Calendar?)null, "-", ",", "."),
        };
        (culture.DateTimeFormat.DateSeparator, culture.DateTimeFormat.TimeSeparator) = ("-", ".");
        if (calendar is not null)
        {
            // Its setter wants the system's library to know that the culture has it.
            typeof(DateTimeFormatInfo).GetField("calendar", BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(culture.DateTimeFormat, calendar);
        }

        return culture;
    }

    private static async Task<IReadOnlyList<string>> TellAsync(CultureInfo culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentCulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentCulture) = (culture, culture, culture);
        try
        {
            // On a thread of its own, from which the culture flows.
            var told = new List<string>();
            await Task.Run(() => TradeAsync(told));
            await Task.Run(() => DamageAsync(told));
            return told;
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentCulture) = before;
        }
    }

    private static async Task TradeAsync(List<string> told)
    {
        using var log = new LogList();
        await using var trading = await TradingStore.OpenAsync(options =>
        {
            options.LoggerFactory = log;
            options.Readers.SlowQuery = TimeSpan.Zero;
            options.Ingest.MaximumBatchRows = 2_000;
        });
        var store = trading.Store;
        var order = await trading.SubmitAsync(quantity: 10.25m);
        await trading.FillAsync(order, 2.5m, 1234.5m);
        await trading.Store.Ticks.AppendAsync(Some.Quotes(1_500));
        await trading.Store.Bars.AppendAsync([Some.Bar(0), Some.Bar(1)]);
        await ErrorAsync(told, () => trading.FillAsync(order, 1_000.5m));
        await ErrorAsync(told, async () => await store.Ticks.AppendAsync(Some.Quotes(2_001)));
        await ErrorAsync(told, async () => await store.Ticks.AppendAsync(Some.Quote(1) with { BidPrice = -12_345_678_901_234.5m }));
        await ErrorAsync(told, async () => await store.Ticks.AppendAsync(Some.Quote(1) with { BidPrice = -1.123456789m }));
        await ErrorAsync(told, async () => await store.Ticks.AppendAsync(Some.Quote(1) with { Timestamp = Some.Day.AddYears(700) }));
        await ErrorAsync(told, () => store.Ticks.GetAsync("NASDAQ", "AAPL", Some.Day.AddDays(1), Some.Day));
        await ErrorAsync(told, () => store.QueryAsync<int>("SELECT 1; SELECT 2"));
        await ErrorAsync(told, () => store.QueryAsync<int>("SELECT -1.5"));
        told.Add(string.Join('|', await store.QueryAsync<string>("SELECT $x::VARCHAR || $t::VARCHAR || $d::VARCHAR", new { x = -1.5m, t = Some.Day, d = -0.25 })));
        var day = Some.Day;
        told.Add((await store.Ticks.Query().Where(t => t.BidPrice > -1.5m && t.Timestamp >= day).CountAsync()).ToString(CultureInfo.InvariantCulture));
        told.Add((await store.QueryAsync<long>("SELECT count(*) FROM market_ticks WHERE ts >= $day AND ts < DATE '2024-03-06'", new { day }))[0].ToString(CultureInfo.InvariantCulture));
        trading.Clock.Advance(TimeSpan.FromDays(20.5));
        told.AddRange((await store.Tiering.PlanAsync()).Select(s => $"{s.Action} {s.Table} {s.Partition} {s.Reason}"));
        var report = await store.Tiering.RunAsync();
        told.AddRange(report.Done.Select(d => $"{d.Step.Action} {d.Step.Partition} {d.Step.Reason}"));
        told.AddRange(report.Failed.Select(f => f.Cause.Message));
        told.AddRange((await store.Tiering.DescribeAsync()).Select(p => $"{p.Table} {p.Partition}"));
        await trading.ReopenAsync();
        told.AddRange(log.Of(5002).Select(Masked).Order(StringComparer.Ordinal));
    }

    private static async Task DamageAsync(List<string> told)
    {
        await using var cold = await ColdStore.OpenAsync();
        Damages.Apply(cold, DamagedFile.Truncated);
        await ErrorAsync(told, () => cold.Store.Ticks.GetAsync("NASDAQ", "AAPL", ColdStore.FirstDay, ColdStore.SecondDay));
        told.AddRange((await cold.Store.VerifyAsync(VerificationLevel.Content)).Findings.Select(f => Masked($"{f.Kind} {f.File} {f}")));
        told.AddRange((await cold.Store.RepairAsync()).Results.Select(r => Masked($"{r.Outcome} {r.Partition} {r.File}")));
        told.AddRange(Directory.EnumerateFiles(cold.Root, "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".wal", StringComparison.Ordinal)) // There or not, by when the last checkpoint was.
            .Select(f => Masked(Path.GetRelativePath(cold.Root, f)))
            .Concat(Directory.EnumerateFiles(cold.Root, "*.reason.txt", SearchOption.AllDirectories).Select(f => Masked(File.ReadAllText(f))))
            .Order(StringComparer.Ordinal));
        await ErrorAsync(told, () => Store.OpenAsync(cold.Root));
    }

    private static async Task ErrorAsync(List<string> told, Func<Task> call) => told.Add(Masked((await Assert.CatchAsync<Exception>(() => call()))!.Message));

    // What differs between two runs, as it has to be written.
    private static string Masked(string text) => Moment.Replace(Id.Replace(Root.Replace(text, "ROOT"), "ID"), "TIME");

    [GeneratedRegex("/[^ ']*/store|process [0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Root { get; }

    [GeneratedRegex("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id { get; }

    [GeneratedRegex(@"20[2-9]\d{5}T\d{6}\.\d{7}|20[2-9]\d-\d\d-\d\d \d\d:\d\d:\d\dZ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment { get; }
}
