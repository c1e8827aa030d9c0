using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Support;

/// <summary>Stores that open fast: small journal files, no flush.</summary>
internal static class Quick
{
    public static StoreOptions Options(Action<StoreOptions>? change = null)
    {
        var options = new StoreOptions
        {
            Journal = { Durability = Durability.Os, FileSize = 4 << 20 },

            // A third less of the processor's time than with two: the engine's threads wait by spinning.
            Engine = { Threads = 1, MemoryLimit = 1L << 30 },

            // Longer than a busy machine may let a query wait.
            Readers = { QueryTimeout = TimeSpan.FromMinutes(5) },
        };
        change?.Invoke(options);
        return options;
    }

    /// <summary>Opens a store; in an empty folder, one that was made before (<see cref="NewStore"/>).</summary>
    public static Task<Store> OpenAsync(TemporaryFolder folder, Action<StoreOptions>? change = null) => OpenAsync(folder.Path, Options(change));

    /// <summary>Opens a store; in an empty folder, one that was made before (<see cref="NewStore"/>).</summary>
    public static Task<Store> OpenAsync(string root, StoreOptions options)
    {
        NewStore.PutInto(root, options);
        return Store.OpenAsync(root, options);
    }

    /// <summary>Asks the store's own engine, beside what callers' SQL may ask, once everything acknowledged is applied.</summary>
    public static async Task<IReadOnlyList<string>> EngineAsync(Store store, string sql)
    {
        await store.QueryAsync<int>("SELECT 1");
        using var session = store.Parts.Database!.Connect();
        return session.QueryTexts(sql, columns: 1).ConvertAll(row => row[0]);
    }

    /// <summary>Prints the seed, so that a failure can be run again.</summary>
    public static Random Seeded(int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
