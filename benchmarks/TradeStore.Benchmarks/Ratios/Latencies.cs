namespace TradeStore.Benchmarks.Ratios;

/// <summary>The middle and the tail of many times.</summary>
internal static class Latencies
{
    /// <summary>The 50th and the 99th percentile.</summary>
    public static double[] Percentiles(IEnumerable<TimeSpan> times, Func<TimeSpan, double> unit)
    {
        var sorted = times.Order().ToArray();
        return [unit(At(sorted, 0.50)), unit(At(sorted, 0.99))];
    }

    private static TimeSpan At(TimeSpan[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
