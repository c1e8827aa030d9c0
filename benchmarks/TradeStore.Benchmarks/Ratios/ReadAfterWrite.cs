using System.Diagnostics;
using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>
/// A DuckDB read that starts right after an acknowledgement and must see the row, beside a market feed; the reference is the same with no
/// feed beside it.
/// </summary>
internal sealed class ReadAfterWrite : IRatio
{
    private const string Median = "read_after_write_ms";
    private const string Tail = "read_after_write_ms_p99";
    private const string Sql = "SELECT max(sequence_number) FROM market_ticks WHERE exchange = $exchange AND symbol = $symbol AND ts >= $since";
    private const int ProbeFeed = 2_000;
    private const int MostRounds = 3;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    public IReadOnlyList<string> Names { get; } = [Median, Tail];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var duration = run.Pick(full: TimeSpan.FromSeconds(20), quick: TimeSpan.FromSeconds(0.5));
        var few = run with { Rounds = Math.Min(run.Rounds, MostRounds) };
        var medians = await few.AlternateAsync(
            () => ProbeAsync(withLoad: true, duration, cancellationToken),
            () => ProbeAsync(withLoad: false, duration / run.Pick(full: 10, quick: 1), cancellationToken));
        return [new RatioLine(Median, medians[0][0], medians[1][0], "ms"), new RatioLine(Tail, medians[0][1], medians[1][1], "ms")];
    }

    private static async Task<double[]> ProbeAsync(bool withLoad, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
        await using var load = withLoad ? new PacedLoad(store) : null;
        var feed = new TickFeed(ProbeFeed);
        var times = new List<TimeSpan>();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            // The feed's clock runs at the speed of the load's, so that the probes are among the newest rows, as they would be.
            var tick = feed.Next() with { Timestamp = TickFeed.Day + TimeSpan.FromMicroseconds((long)Stopwatch.GetElapsedTime(start).TotalMicroseconds) };
            await store.Ticks.AppendAsync(tick, cancellationToken);
            var before = Stopwatch.GetTimestamp();
            var newest = await store.QueryAsync<long?>(Sql, new { exchange = tick.Exchange, symbol = tick.Symbol, since = tick.Timestamp }, cancellationToken: cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(before));
            RatioRun.Check(newest[0] == tick.SequenceNumber, "a read did not see the row that was acknowledged before it");
            await Task.Delay(Between, TimeProvider.System, cancellationToken);
        }

        if (load is not null)
        {
            await load.StopAsync();
        }

        return Latencies.Percentiles(times, time => time.TotalMilliseconds);
    }
}
