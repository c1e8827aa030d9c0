using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Storage.Tiering;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>A thousand days of five ticks each: what it costs to age one of them, to describe them all, and to ask for a symbol that none has. The references are the limits.</summary>
internal sealed class ManySmallPartitions : IRatio
{
    private const string Tier = "tier_small_partition_ms";
    private const string Describe = "describe_1000_partitions_ms";
    private const string Latest = "latest_unknown_symbol_ms";
    private const double TierLimit = 30;
    private const double DescribeLimit = 100;
    private const double LatestLimit = 5;
    private const int RowsOfADay = 5;

    public IReadOnlyList<string> Names { get; } = [Tier, Describe, Latest];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var days = run.Pick(full: 1_000, quick: 40);
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, TickDay.Options, cancellationToken);
        var feeds = Enumerable.Range(0, days).Select(day => new TickFeed(0, symbols: 1, (int)TimeSpan.FromMinutes(1).TotalMicroseconds, Day(day)));
        await store.Ticks.AppendAsync([.. feeds.SelectMany(feed => feed.NextBatch(RowsOfADay))], cancellationToken);
        await store.CheckpointAsync(cancellationToken);
        var open = await AskAsync(store, days, "open", run, cancellationToken);
        var sealing = await AgeAsync(store.Tiering.SealAsync(TickDay.Table, Day(0), Day(days), cancellationToken: cancellationToken), days);
        var warm = await AskAsync(store, days, "sealed", run, cancellationToken);
        var exporting = await AgeAsync(store.Tiering.ExportAsync(TickDay.Table, Day(0), Day(days), cancellationToken: cancellationToken), days);
        var cold = await AskAsync(store, days, "exported", run, cancellationToken);
        RatioRun.Note($"  sealed in {sealing:F1} ms a partition, exported in {exporting:F1}");
        return
        [
            new RatioLine(Tier, Math.Max(sealing, exporting), TierLimit, "ms"),
            new RatioLine(Describe, new[] { open, warm, cold }.Max(asked => asked.Describe), DescribeLimit, "ms"),
            new RatioLine(Latest, new[] { open, warm, cold }.Max(asked => asked.Latest), LatestLimit, "ms"),
        ];
    }

    // Days to come are refused.
    private static DateTime Day(int number) => TickFeed.Day.AddDays(number - 1_000);

    private static async Task<double> AgeAsync(Task<TieringReport> aging, int days)
    {
        var start = Stopwatch.GetTimestamp();
        var report = await aging;
        Aged.Check(report, days, (long)days * RowsOfADay);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / days;
    }

    private static async Task<(double Describe, double Latest)> AskAsync(Store store, int days, string state, RatioRun run, CancellationToken cancellationToken)
    {
        RatioRun.Note($"  {state}");
        var medians = await run.AlternateAsync(
            async () =>
            {
                var start = Stopwatch.GetTimestamp();
                var described = await store.Tiering.DescribeAsync(cancellationToken);
                var time = Stopwatch.GetElapsedTime(start);
                RatioRun.Check(described.Count == days && described.All(partition => partition.Rows == RowsOfADay), $"{described.Count} of {days} partitions were described rightly");
                return [time.TotalMilliseconds];
            },
            async () =>
            {
                var start = Stopwatch.GetTimestamp();
                var found = await store.Ticks.LatestAsync(TickFeed.Exchange, "UNKNOWN", cancellationToken: cancellationToken);
                var time = Stopwatch.GetElapsedTime(start);
                RatioRun.Check(found is null, "a symbol that is not there was found");
                return [time.TotalMilliseconds];
            });
        return (medians[0][0], medians[1][0]);
    }
}
