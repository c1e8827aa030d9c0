namespace TradingBot.Feed;

/// <summary>Random numbers that depend on nothing but their place: what a restart needs to go on with the same market.</summary>
internal static class Draw
{
    /// <summary>Returns a number of at least 0 and below 1.</summary>
    /// <param name="seed">The seed of the whole market.</param>
    /// <param name="stream">What is drawn; streams have nothing to do with each other.</param>
    /// <param name="number">The place within the stream.</param>
    /// <remarks>The finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014), once for each part.</remarks>
    public static double Uniform(int seed, int stream, long number) =>
        unchecked(Mix(Mix(Mix((ulong)seed) + (ulong)stream) + (ulong)number) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
