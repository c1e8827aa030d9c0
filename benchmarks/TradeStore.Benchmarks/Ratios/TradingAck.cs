using System.Diagnostics;
using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>
/// How long a bot waits for a trading call to be durable, where a hundred bots make ten a second each, beside a feed of 200,000 ticks a second;
/// the reference is the same with no feed beside it.
/// </summary>
/// <param name="name">The start of the lines' names.</param>
/// <param name="call">Makes one call of a bot.</param>
internal sealed class TradingAck(string name, Func<Store, BotOrders, Task> call) : IRatio
{
    private const int Bots = 100;
    private const int TicksPerSecond = 200_000;
    private const int LeastBatch = 500;
    private const int MostRounds = 3;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(0.1);

    private readonly string _median = $"{name}_p50_ms";
    private readonly string _tail = $"{name}_p99_ms";

    public IReadOnlyList<string> Names => [_median, _tail];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var duration = run.Pick(full: TimeSpan.FromSeconds(10), quick: TimeSpan.FromSeconds(0.5));
        var few = run with { Rounds = Math.Min(run.Rounds, MostRounds) };
        var medians = await few.AlternateAsync(
            () => TradeAsync(withTicks: true, duration, cancellationToken), () => TradeAsync(withTicks: false, duration, cancellationToken));
        return [new RatioLine(_median, medians[0][0], medians[1][0], "ms"), new RatioLine(_tail, medians[0][1], medians[1][1], "ms")];
    }

    private async Task<double[]> TradeAsync(bool withTicks, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
        var bots = await BotOrders.RegisterAsync(store, Bots, cancellationToken);
        await using var load = withTicks ? new PacedLoad(store, TicksPerSecond, LeastBatch) : null;
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(bots.Select((bot, number) => Task.Run(() => TradeAsync(store, bot, start, Every * number / Bots, duration), cancellationToken)));
        var all = times.SelectMany(own => own).ToList();
        var rate = all.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        RatioRun.Note($"  {all.Count:N0} calls, {rate:N0} a second, the longest {all.Max().TotalMilliseconds:N1} ms");
        if (load is not null)
        {
            await load.StopAsync();
        }

        await BotOrders.CheckAsync(store, bots, cancellationToken);
        return Latencies.Percentiles(all, time => time.TotalMilliseconds);
    }

    // A call that is late because the one before it took long has waited since it was due.
    private async Task<List<TimeSpan>> TradeAsync(Store store, BotOrders bot, long start, TimeSpan first, TimeSpan duration)
    {
        var times = new List<TimeSpan>();
        var free = TimeSpan.Zero;
        for (var due = first; due < duration; due += Every)
        {
            var ahead = due - Stopwatch.GetElapsedTime(start);
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead, TimeProvider.System);
            }

            var called = free > due ? due : Stopwatch.GetElapsedTime(start);
            await call(store, bot);
            free = Stopwatch.GetElapsedTime(start);
            times.Add(free - called);
        }

        return times;
    }
}
