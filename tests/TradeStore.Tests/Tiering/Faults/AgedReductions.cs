using TradeStore.Model;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Tiering;
using TradeStore.Tables;
using TradeStore.Tests.Support;
using static TradeStore.Tests.Tiering.Faults.FaultPlaces;

namespace TradeStore.Tests.Tiering.Faults;

/// <summary>Of what is old a part stays.</summary>
internal static class AgedReductions
{
    public static AgedScenario Of(AgedCase aged) => aged switch
    {
        AgedCase.ReducedSnapshots => Reduction() with
        {
            Table = "portfolio_snapshots",
            Row = "snapshot_type || ' ' || cash_balance::INTEGER",
            Before = ["intraday 1", "eod 2", "manual 3"],
            Behind = ["eod 2", "manual 3"],
            Prepare = async store =>
            {
                await store.AppendAsync(PortfolioSnapshotTable.Definition, Snapshot(SnapshotType.Intraday, 1), Snapshot(SnapshotType.Eod, 2), Snapshot(SnapshotType.Manual, 3));
                await store.AgeAsync(TimeSpan.FromDays(28));
                await store.AdvanceAsync(TimeSpan.FromDays(91));
            },
        },
        AgedCase.ReducedMetrics => Reduction() with
        {
            Table = "system_metrics",
            Row = "strftime(ts, '%H:%M:%S') || ' ' || metric_name || ' ' || value::INTEGER",
            Before = ["00:00:01 depth 1", "00:00:02 depth 3", "00:01:05 total 5", "00:01:06 total 9"],
            Behind = ["00:00:00 depth 2", "00:01:00 total 9"],
            Change = o => o.Tiering.Tables["system_metrics"] = new TierPolicy { Warm = null, Detail = TimeSpan.FromDays(7) },
            Prepare = async store =>
            {
                await store.AppendAsync(
                    SystemMetricTable.Definition, Metric(MetricType.Gauge, "depth", 1, 1), Metric(MetricType.Gauge, "depth", 2, 3), Metric(MetricType.Counter, "total", 65, 5), Metric(MetricType.Counter, "total", 66, 9));
                await store.AgeAsync(TimeSpan.FromDays(2));
                await store.AdvanceAsync(TimeSpan.FromDays(8));
            },
        },
        AgedCase.ReducedToNothing => Reduction() with
        {
            Before = ["debug", "information"],
            Behind = [],
            Prepare = store => LogsAsync(store, LogEntryLevel.Debug, LogEntryLevel.Information),
            PlacesBefore = [.. OfTables.Where(p => p.Point != TieringPoint.SliceWritten)],
        },
        _ => Reduction() with
        {
            HasArchive = true,
            NeverLacking = ["warning"],
            Archived = ["warning"],
            Change = o => o.Tiering.Tables["application_logs"] = new TierPolicy { Warm = TimeSpan.FromDays(1), Detail = TimeSpan.FromDays(7) },
            PlacesBefore = OfFiles,
            PlacesBehind = BehindFiles,
        },
    };

    private static AgedScenario Reduction() => new()
    {
        Action = TieringAction.Reduce,
        Table = "application_logs",
        Row = "level::VARCHAR",
        Before = ["debug", "warning"],
        Behind = ["warning"],
        Change = o => o.Tiering.Tables["application_logs"] = new TierPolicy { Warm = null, Detail = TimeSpan.FromDays(7) },
        Prepare = store => LogsAsync(store, LogEntryLevel.Debug, LogEntryLevel.Warning),
        PlacesBefore = OfTables,
        PlacesBehind = BehindTables,
    };

    private static async Task LogsAsync(AgedStore store, params LogEntryLevel[] levels)
    {
        await store.AppendAsync(LogTable.Definition, [.. levels.Select((l, second) => new LogEntry { Timestamp = Some.Day.AddSeconds(second), Level = l, Service = "bot", Message = "" })]);
        await store.AgeAsync(TimeSpan.FromDays(3));
        await store.AdvanceAsync(TimeSpan.FromDays(8));
    }

    private static PortfolioSnapshot Snapshot(SnapshotType type, int number) =>
        new() { Timestamp = Some.Day.AddMinutes(number), SnapshotType = type, BotId = "a", CashBalance = number, PortfolioValue = number };

    private static SystemMetric Metric(MetricType type, string name, int second, double value) => new() { Timestamp = Some.Day.AddSeconds(second), MetricName = name, MetricType = type, Value = value };
}
