using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>A store with years of every series, without an option set: however old they get, and whatever of tiering is done, every row is there.</summary>
internal sealed class NothingExpiresTests
{
    private const int Rows = 24;
    private static readonly TieringAction[] Removing = [TieringAction.Expire, TieringAction.Reduce];

    [Test]
    public async Task No_row_of_any_table_goes_unless_it_was_asked_for()
    {
        await using var aging = await ClockedStore.OpenAsync(o => o.Tiering = new TieringOptions());
        var series = BuiltInTables.All.Where(t => t.Kind == TableKind.Series).ToList();
        foreach (var table in series)
        {
            var rows = TableRows.Of(table);
            var random = Quick.Seeded(table.Name.Length);
            await rows.AppendAsync(aging.Store, aging.Options, [.. Enumerable.Range(0, Rows).Select(i => rows.With(rows.Full(random), table.Columns[table.TimeColumn].Name, Some.Day.AddDays(-50 * (i + 1))))]);
        }

        foreach (var days in new[] { 1, 8, 91, 731, 20_000 })
        {
            Assert.That((await aging.AgeAsync(TimeSpan.FromDays(days))).Intersect(Removing), Is.Empty, $"{days} days");
        }

        await aging.ReopenAsync();
        foreach (var table in series)
        {
            Assert.That(await aging.CountAsync(table.Name), Is.EqualTo(Rows), table.Name);
        }
    }

    [Test]
    public async Task The_preset_removes_and_reduces_what_it_says_and_a_policy_of_ones_own_goes_before_it()
    {
        await using var aging = await ClockedStore.OpenAsync(o =>
        {
            o.Tiering = new TieringOptions { Preset = TieringPreset.Expiring };
            o.Tiering.Tables["system_metrics"] = TieringPresets.PolicyOf(TieringPreset.Expiring, "system_metrics") with { Detail = null };
            o.Tiering.Tables["ofi_events"] = TieringPresets.PolicyOf(TieringPreset.Expiring, "ofi_events") with { ExpireAfter = null };
        });
        await aging.Store.Ticks.AppendAsync(Some.Quotes(5));
        await aging.Store.OrderFlow.AppendAsync([new() { Timestamp = Some.Day, Exchange = "X", Symbol = "S", OfiValue = 1 }]);
        await aging.Store.Bars.AppendAsync(Some.Bar(1));
        await aging.AppendAsync(SystemMetricTable.Definition, [.. Enumerable.Range(0, 5).Select(i => new SystemMetric { Timestamp = Some.Day.AddSeconds(i), MetricName = "m", MetricType = MetricType.Gauge, Value = i })]);

        await aging.AgeAsync(TimeSpan.FromDays(10));
        Assert.That(await aging.CountAsync("system_metrics"), Is.EqualTo(5), "it was said that they never become one a minute");
        await aging.AgeAsync(TimeSpan.FromDays(91));
        Assert.That((await aging.CountAsync("market_ticks"), await aging.CountAsync("system_metrics"), await aging.CountAsync("ohlcv_bars")), Is.EqualTo((0L, 0L, 1L)));
        await aging.AgeAsync(TimeSpan.FromDays(731));
        Assert.That((await aging.CountAsync("ohlcv_bars"), await aging.CountAsync("ofi_events")), Is.EqualTo((0L, 1L)));
    }
}
