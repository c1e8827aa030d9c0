using TradeStore.Model;

namespace QuickStart.Simulation;

/// <summary>A seeded trading day: the same seed and number of ticks make the same day. Made lazily, batch by batch.</summary>
internal sealed class SimulatedDay(int seed, int ticks)
{
    public const int BatchSize = 10_000;

    /// <summary>Gets what the ticks carry as their source, so that a later run recognises them.</summary>
    public string Source { get; } = $"quickstart, seed {seed}, {ticks} ticks";

    /// <summary>Gets the number of ticks.</summary>
    public int Ticks => ticks;

    /// <summary>The day's batches in order of time, without those that hold only the first <paramref name="stored"/> ticks.</summary>
    public IEnumerable<Tick[]> BatchesAfter(long stored)
    {
        var random = new Random(seed);
        SimulatedSymbol[] symbols =
        [
            new("ARCA", "SPY", 592.85, 0.009, 1, 0.26),
            new("NASDAQ", "NVDA", 137.15, 0.021, 1, 0.22),
            new("NASDAQ", "TSLA", 344.40, 0.030, 3, 0.18),
            new("NASDAQ", "AAPL", 201.35, 0.013, 1, 0.16),
            new("NASDAQ", "MSFT", 461.20, 0.010, 3, 0.12),
            new("NYSE", "IBM", 258.10, 0.011, 5, 0.06),
        ];
        for (var first = 0; first < ticks; first += BatchSize)
        {
            var batch = new Tick[Math.Min(BatchSize, ticks - first)];
            for (var i = 0; i < batch.Length; i++)
            {
                var time = SessionClock.TimeAt((first + i + random.NextDouble()) / ticks);
                batch[i] = Pick(symbols, random.NextDouble()).Next(time, ticks, random, Source);
            }

            if (first + batch.Length > stored)
            {
                yield return batch;
            }
        }
    }

    private static SimulatedSymbol Pick(SimulatedSymbol[] symbols, double share)
    {
        var index = 0;
        while (index < symbols.Length - 1 && (share -= symbols[index].Weight) > 0)
        {
            index++;
        }

        return symbols[index];
    }
}
