using TradeStore.Configuration;

namespace TradeStore.Tests.Support;

/// <summary>Stores that open fast: small journal segments, no flush.</summary>
internal static class Quick
{
    public static StoreOptions Options(Action<StoreOptions>? change = null)
    {
        var options = new StoreOptions
        {
            Journal = { Durability = Durability.Os, SegmentSize = 4 << 20 },
            Engine = { Threads = 2, MemoryLimit = 1L << 30 },
        };
        change?.Invoke(options);
        return options;
    }

    public static Task<Store> OpenAsync(TemporaryFolder folder, Action<StoreOptions>? change = null) => Store.OpenAsync(folder.Path, Options(change));

    /// <summary>Prints the seed, so that a failure can be run again.</summary>
    public static Random Seeded(int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
