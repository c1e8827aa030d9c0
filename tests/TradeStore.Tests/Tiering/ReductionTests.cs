using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

internal sealed class ReductionTests
{
    [Test]
    public async Task Of_logs_warnings_and_worse_go_to_files_after_a_week_and_late_ones_are_no_better()
    {
        await using var aging = await ClockedStore.OpenAsync();
        var levels = Enum.GetValues<LogEntryLevel>().Where(l => l != LogEntryLevel.None).ToList();
        await aging.AppendAsync(LogTable.Definition, [.. levels.Select(l => Log(l, 1))]);
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(1)), Is.EqualTo(new[] { TieringAction.Seal }));
        Assert.That(await aging.CountAsync("application_logs"), Is.EqualTo(levels.Count));

        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(7)), Is.EqualTo(new[] { TieringAction.Export }));
        Assert.That(await LevelsAsync(), Is.EqualTo("critical,error,warning"));
        Assert.That(Segments(aging, LogTable.Definition).Select(s => (s.Tier, s.IsReduced)), Is.EqualTo(new[] { (Tier.Cold, true) }));

        await aging.AppendAsync(LogTable.Definition, Log(LogEntryLevel.Information, 2), Log(LogEntryLevel.Error, 2));
        Assert.That(await LevelsAsync(), Is.EqualTo("critical,error,error,information,warning"), "until they are merged");
        Assert.That(await aging.AgeAsync(TimeSpan.FromHours(2)), Has.Exactly(1).Items);
        Assert.That(await LevelsAsync(), Is.EqualTo("critical,error,error,warning"));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(4_000)), Is.Empty, "they are kept for ever");

        Task<string> LevelsAsync() => aging.ScalarAsync<string>("SELECT string_agg(level, ',' ORDER BY level) FROM application_logs");
    }

    [Test]
    public async Task Of_a_day_without_a_warning_nothing_is_left()
    {
        await using var aging = await ClockedStore.OpenAsync(o => o.Tiering.Tables["application_logs"] = new() { Detail = TimeSpan.FromDays(7) });
        await aging.AppendAsync(LogTable.Definition, Log(LogEntryLevel.Debug, 1), Log(LogEntryLevel.Information, 2));
        await aging.AgeAsync(TimeSpan.FromDays(1));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(7)), Is.EqualTo(new[] { TieringAction.Reduce }));

        Assert.That(await aging.CountAsync("application_logs"), Is.Zero);
        Assert.That(Segments(aging, LogTable.Definition), Is.Empty);
        await aging.ReopenAsync();
        Assert.That(await aging.CountAsync("application_logs"), Is.Zero);
    }

    [Test]
    public async Task Of_portfolio_snapshots_the_end_of_the_day_and_what_was_asked_for_stays_for_ever()
    {
        await using var aging = await ClockedStore.OpenAsync();
        await aging.AppendAsync(
            PortfolioSnapshotTable.Definition, Snapshot(SnapshotType.Intraday, 1), Snapshot(SnapshotType.Eod, 2), Snapshot(SnapshotType.Manual, 3), Snapshot(SnapshotType.Intraday, 4));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(27)), Is.EqualTo(new[] { TieringAction.Seal }));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(89)), Is.Empty);
        Assert.That(await aging.CountAsync("portfolio_snapshots"), Is.EqualTo(4));

        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(2)), Is.EqualTo(new[] { TieringAction.Reduce }));
        Assert.That(await aging.ScalarAsync<string>("SELECT string_agg(snapshot_type, ',' ORDER BY ts) FROM portfolio_snapshots"), Is.EqualTo("eod,manual"));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(365)), Is.EqualTo(new[] { TieringAction.Export }));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(4_000)), Is.Empty);
        Assert.That(await aging.CountAsync("portfolio_snapshots"), Is.EqualTo(2));
    }

    [Test]
    public async Task Metrics_become_one_row_a_minute_whose_figures_are_those_of_its_rows()
    {
        await using var aging = await ClockedStore.OpenAsync();
        var random = Quick.Seeded(4711);
        List<SystemMetric> rows = [.. Enumerable.Range(0, 20_000).Select(_ => Metric(random))];
        await aging.AppendAsync(SystemMetricTable.Definition, rows);
        await aging.AgeAsync(TimeSpan.FromDays(1));
        Assert.That(await aging.CountAsync("system_metrics"), Is.EqualTo(rows.Count));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(8)), Is.EqualTo(new[] { TieringAction.Export }));

        var expected = rows
            .GroupBy(m => (Minute: new DateTime(m.Timestamp.Ticks - (m.Timestamp.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc), m.MetricName, m.MetricType, m.Service, m.Component, m.Environment, m.Instance))
            .Select(g => Line(g.Key.Minute, g.Key.MetricName, g.Key.MetricType, g.Key.Service, g.Key.Component, g.Key.Environment, g.Key.Instance,
                g.Key.MetricType == MetricType.Counter ? g.OrderBy(m => m.Timestamp).ThenBy(m => m.Value).Last().Value : g.Average(m => m.Value), g.Max(m => m.P50), g.Max(m => m.P999)))
            .Order(StringComparer.Ordinal).ToList();
        var stored = await aging.Store.QueryAsync<SystemMetric>("SELECT ts AS timestamp, * EXCLUDE (ts, metric_type), metric_type FROM system_metrics");
        var actual = stored.Select(m => Line(m.Timestamp, m.MetricName, m.MetricType, m.Service, m.Component, m.Environment, m.Instance, m.Value, m.P50, m.P999)).Order(StringComparer.Ordinal).ToList();
        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(actual, Has.Count.LessThan(rows.Count / 2));
        Assert.That(stored.Select(m => m.CorrelationId), Is.All.Null);

        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(91)), Is.EqualTo(new[] { TieringAction.Expire }));
        Assert.That(await aging.CountAsync("system_metrics"), Is.Zero);
    }

    [Test]
    public async Task What_is_not_to_be_reduced_is_not()
    {
        await using var aging = await ClockedStore.OpenAsync(o =>
        {
            foreach (var table in new[] { "application_logs", "portfolio_snapshots" })
            {
                o.Tiering.Tables[table] = TieringPresets.PolicyOf(o.Tiering.Preset, table) with { Detail = null };
            }
        });
        await aging.AppendAsync(LogTable.Definition, Log(LogEntryLevel.Debug, 1));
        await aging.AppendAsync(PortfolioSnapshotTable.Definition, Snapshot(SnapshotType.Intraday, 1));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(500)), Is.EquivalentTo(new[] { TieringAction.Export, TieringAction.Export }));
        Assert.That((await aging.CountAsync("application_logs"), await aging.CountAsync("portfolio_snapshots")), Is.EqualTo((1L, 1L)));
    }

    private static System.Collections.Immutable.ImmutableArray<Segment> Segments(ClockedStore aging, TradeStore.Storage.Schema.TableSchema table) => aging.Store.Parts.Maps!.Current.Segments(table);

    private static LogEntry Log(LogEntryLevel level, int second) => new() { Timestamp = Some.Day.AddSeconds(second), Level = level, Service = "bot", Message = $"{level}" };

    private static PortfolioSnapshot Snapshot(SnapshotType type, int minute) =>
        new() { Timestamp = Some.Day.AddMinutes(minute), SnapshotType = type, BotId = "a", CashBalance = minute, PortfolioValue = minute };

    private static SystemMetric Metric(Random random)
    {
        var type = (MetricType)random.Next(1, 4);
        var value = random.NextDouble() * 1_000;
        return new()
        {
            Timestamp = Some.Day.AddMicroseconds(random.NextInt64(3_600_000_000)),
            MetricName = $"m{random.Next(5)}",
            MetricType = type,
            Value = value,
            Service = random.Next(3) == 0 ? null : "s",
            Instance = $"i{random.Next(2)}",
            P50 = type == MetricType.Histogram ? value : null,
            P999 = type == MetricType.Histogram ? value * 2 : null,
            CorrelationId = Guid.NewGuid(),
        };
    }

    // Averages are sums of floating point numbers, added in another order.
    private static string Line(
        DateTime time, string name, MetricType type, string? service, string? component, string? environment, string? instance, double value, double? p50, double? p999) =>
        $"{time:O} {name} {type} {service} {component} {environment} {instance} {value:G10} {p50:G10} {p999:G10}";
}
