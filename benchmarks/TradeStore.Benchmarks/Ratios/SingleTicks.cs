using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Sixteen producers, each of which writes one tick and waits until it is durable, again and again.</summary>
internal sealed class SingleTicks
{
    public const int Producers = 16;

    private const int FirstFeed = 1_000;

    private readonly TickFeed[] _feeds = [.. Enumerable.Range(FirstFeed, Producers).Select(number => new TickFeed(number))];

    /// <summary>Gets how many ticks have been acknowledged so far.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Writes for a time.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="append">Makes a producer's tick durable; the number is the producer's.</param>
    /// <returns>The 50th and the 99th percentile of what an append takes, in microseconds.</returns>
    public async Task<double[]> RunAsync(TimeSpan duration, Func<int, Tick, ValueTask> append)
    {
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(_feeds.Select((feed, producer) => Task.Run(() => ProduceAsync(start, duration, feed, tick => append(producer, tick)))));
        Acknowledged += times.Sum(own => (long)own.Count);
        return Latencies.Percentiles(times.SelectMany(own => own), time => time.TotalMicroseconds);
    }

    private static async Task<List<TimeSpan>> ProduceAsync(long start, TimeSpan duration, TickFeed feed, Func<Tick, ValueTask> append)
    {
        var times = new List<TimeSpan>();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            var tick = feed.Next();
            var before = Stopwatch.GetTimestamp();
            await append(tick);
            times.Add(Stopwatch.GetElapsedTime(before));
        }

        return times;
    }
}
