using Microsoft.Extensions.Configuration;
using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Configuration;

internal sealed class TieringOptionsTests
{
    private static readonly Table<Own> OwnTable = new TableBuilder<Own>().Timestamp(1, "ts", o => o.Timestamp)
        .Build(new TableSettings { Name = "own", TimeColumn = "ts", Key = ["ts"] });

    [Test]
    public void A_configuration_sets_policies_and_leaves_out_what_keeps_its_default()
    {
        var tiering = Read(
            ("Tables:market_ticks:Warm", "3.00:00:00"), ("Tables:OHLCV_BARS:ExpireAfter", "Never"), ("Tables:application_logs:ExpireAfter", "365.00:00:00"),
            ("Tables:orders_log:Warm", ""), ("Tables:system_metrics:Detail", "never"), ("Preset", "expiring"), ("Every", "0"), ("Archive", "/mnt/archive"), ("MinimumFreeFraction", "0.1"));

        Assert.That(tiering.Tables["market_ticks"], Is.EqualTo(new TierPolicy { Warm = TimeSpan.FromDays(3), ExpireAfter = TimeSpan.FromDays(90) }));
        Assert.That(tiering.Tables["ohlcv_bars"], Is.EqualTo(new TierPolicy { Warm = TimeSpan.FromDays(90), ExpireAfter = null }));
        Assert.That(tiering.Tables["application_logs"], Is.EqualTo(new TierPolicy { Warm = TimeSpan.FromDays(7), ExpireAfter = TimeSpan.FromDays(365), Detail = TimeSpan.FromDays(7) }));
        Assert.That(tiering.Tables["system_metrics"], Is.EqualTo(new TierPolicy { Warm = TimeSpan.FromDays(7), ExpireAfter = TimeSpan.FromDays(90) }));
        Assert.That((tiering.Every, tiering.Archive, tiering.MinimumFreeFraction), Is.EqualTo((TimeSpan.Zero, "/mnt/archive", 0.1)));

        static TieringOptions Read(params (string Key, string Value)[] values) => TieringOptionsTests.Read([.. values.Where(v => v.Value.Length > 0)]).Tiering;
    }

    [Test]
    public void Without_a_preset_nothing_has_an_age_to_go_by_and_what_is_set_has()
    {
        var tiering = Read(("Tables:market_ticks:Warm", "3.00:00:00"), ("Tables:application_logs:Detail", "30.00:00:00")).Tiering;

        Assert.That(tiering.Preset, Is.EqualTo(TieringPreset.KeepAll));
        Assert.That(tiering.Tables["market_ticks"], Is.EqualTo(new TierPolicy { Warm = TimeSpan.FromDays(3) }));
        Assert.That(tiering.Tables["application_logs"], Is.EqualTo(new TierPolicy { Warm = TimeSpan.FromDays(7), Detail = TimeSpan.FromDays(30) }));
        Assert.That(tiering.PolicyOf(SystemMetricTable.Definition).Detail, Is.Null);
    }

    [Test]
    public void Quiet_windows_are_a_list_or_one_text_and_later_ones_take_the_place_of_earlier_ones()
    {
        var list = Read(("QuietWindows:0", "22:00-06:00"), ("QuietWindows:1", "12:30-13:00")).Tiering.QuietWindows;
        var text = Read(("QuietWindows", "22:00-06:00, 12:30-13:00")).Tiering.QuietWindows;

        Assert.That(list, Is.EqualTo(new[] { new QuietWindow(new(22, 0), new(6, 0)), new QuietWindow(new(12, 30), new(13, 0)) }));
        Assert.That(text, Is.EqualTo(list));
        var options = new StoreOptions { Tiering = { QuietWindows = { new QuietWindow(new(1, 0), new(2, 0)) } } };
        OptionsReader.Read(Section(("QuietWindows", "22:00-06:00")), options);
        Assert.That(options.Tiering.QuietWindows.Select(w => w.ToString()), Is.EqualTo(new[] { "22:00-06:00" }));
    }

    [Test]
    public void Everything_that_is_wrong_is_named()
    {
        var error = Assert.Throws<InvalidConfigurationException>(() => Read(
            ("QuietWindows", "22:00"), ("Tables:nothing:Warm", "1.00:00:00"), ("Tables:orders:Warm", "1.00:00:00"), ("Tables:market_ticks:Warm", "7"), ("Tables:market_ticks:Cold", "1.00:00:00"),
            ("Tables:ohlcv_bars", "never"), ("Tables:trades:ExpireAfter", "3650.00:00:00"), ("Tables:ofi_events:ExpireAfter", "00:10:00"), ("MinimumFreeFraction", "half")))!;

        string[] expected =
        [
            "Tiering.QuietWindows is '22:00'; it must be times of the day", "Tiering.Tables.nothing is set; there is no such series table. There is: market_ticks, ",
            "Tiering.Tables.orders is set; there is no such series table", "Tiering.Tables.market_ticks.Warm is '7'; it must be a time as hours:minutes:seconds",
            "Tiering.Tables.market_ticks.Cold is '1.00:00:00'; there is no such option. There is: Tiering.Tables.market_ticks.Warm, ", "Tiering.Tables.ohlcv_bars is 'never'; it must be a section",
            "Tiering.Tables.trades.ExpireAfter is 3650.00:00:00; it must be left out, since round trips that are open live there",
            "Tiering.Tables.ofi_events.ExpireAfter is 00:10:00; it must be between 1.00:00:00 and 36500.00:00:00", "Tiering.MinimumFreeFraction is 'half'; it must be a number.",
        ];
        foreach (var part in expected)
        {
            Assert.That(error.Failures.Count(f => f.StartsWith(part, StringComparison.Ordinal)), Is.EqualTo(1), part);
        }

        Assert.That(error.Failures, Has.Count.EqualTo(expected.Length));
    }

    [Test]
    public async Task A_table_of_the_applications_own_has_a_policy_only_when_it_is_declared()
    {
        using var folder = new TemporaryFolder();
        void Change(StoreOptions o) => o.Tiering.Tables["own"] = new TierPolicy { ExpireAfter = TimeSpan.FromDays(30) };

        var error = await Assert.ThrowsAsync<InvalidConfigurationException>(() => Quick.OpenAsync(folder, Change));
        Assert.That(error!.Message, Does.Contain("Tiering.Tables.own is set; there is no such series table"));
        await using var store = await Quick.OpenAsync(folder, o =>
        {
            Change(o);
            o.Tables.Add(OwnTable);
        });
        Assert.That(TieringPresets.PolicyOf(TieringPreset.KeepAll, "own"), Is.EqualTo(new TierPolicy { Warm = TimeSpan.FromDays(90), ExpireAfter = null }));
    }

    [TestCase("archive", true)]
    [TestCase(".", true)]
    [TestCase("../other", false)]
    public async Task An_archive_lies_outside_the_store(string place, bool isRefused)
    {
        using var folder = new TemporaryFolder();
        var inner = Directory.CreateDirectory(Path.Combine(folder.Path, "store")).FullName;
        var options = Quick.Options(o => o.Tiering.Archive = Path.Combine(inner, place));
        if (isRefused)
        {
            var error = await Assert.ThrowsAsync<InvalidConfigurationException>(() => Store.OpenAsync(inner, options));
            Assert.That(error!.Message, Does.Contain("must lie outside the store's folder"));
        }
        else
        {
            await using var store = await Store.OpenAsync(inner, options);
            Assert.That(store.OpenReport.IsNew, Is.True);
        }
    }

    [TestCase("22:00-06:00", "22:00", true)]
    [TestCase("22:00-06:00", "05:59", true)]
    [TestCase("22:00-06:00", "06:00", false)]
    [TestCase("22:00-06:00", "21:59", false)]
    [TestCase("12:00-13:00", "12:00", true)]
    [TestCase("12:00-13:00", "13:00", false)]
    [TestCase("00:00-00:00", "17:17", true)]
    public void A_window_has_its_begin_and_not_its_end(string window, string time, bool isWithin) =>
        Assert.That(QuietWindow.Parse(window).Contains(TimeOnly.ParseExact(time, "HH:mm", provider: null)), Is.EqualTo(isWithin));

    [TestCase("")]
    [TestCase("22:00")]
    [TestCase("22:00-24:00")]
    [TestCase("22-06")]
    [TestCase("22:00-06:00-07:00")]
    [TestCase("6:00-7:00")]
    public void What_is_no_window_is_refused(string text) => Assert.Throws<FormatException>(() => QuietWindow.Parse(text));

    private static StoreOptions Read(params (string Key, string Value)[] values) => StoreOptions.FromConfiguration(Section(values));

    private static IConfiguration Section(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => $"Tiering:{v.Key}", v => (string?)v.Value, StringComparer.Ordinal)).Build();

    private sealed record Own
    {
        public required DateTime Timestamp { get; init; }
    }
}
