using TradeStore.Configuration;
using TradeStore.Storage.Configuration;

namespace TradeStore.Docs.Tests;

/// <summary>What the documents show of tiering.</summary>
internal static class TieringSnippets
{
    public static async Task ReadmeAsync(Store store, DateTime day)
    {
        foreach (var step in await store.Tiering.PlanAsync()) // a dry run
        {
            Console.WriteLine($"{step.Action} {step.Table} {step.Partition}: {step.Reason}");
        }

        await store.Tiering.RunAsync();
        await store.Tiering.RestoreAsync("market_ticks", day, day.AddDays(1)); // back from Parquet into the database, for a week
    }

    public static StoreOptions Expiring()
    {
        var options = new StoreOptions { Tiering = { Preset = TieringPreset.Expiring, Archive = "/mnt/archive/bot" } };
        options.Tiering.Tables["ohlcv_bars"] = TieringPresets.PolicyOf(TieringPreset.Expiring, "ohlcv_bars") with { ExpireAfter = null }; // bars stay
        return options;
    }
}
