using System.Diagnostics;
using TradeStore.Configuration;

namespace TradeStore.Tests.Golden;

/// <summary>
/// Writes the golden stores. Only what is public since the first layout is used, so that this file and <see cref="GoldenRows"/> compile
/// with the code of each version; README.md says how.
/// </summary>
internal static class GoldenMaker
{
    /// <summary>Writes all rows and closes the store.</summary>
    public static async Task WriteClosedAsync(string folder)
    {
        await using var store = await Store.OpenAsync(folder, Options());
        await store.Ticks.AppendAsync(GoldenRows.Ticks);
        await store.Bars.AppendAsync(GoldenRows.Bars);
        await store.Bars.AppendAsync(GoldenRows.ReplacingBars);
    }

    /// <summary>
    /// Writes and closes one half, opens the store again, has the other half acknowledged, and kills the process before any of it is applied.
    /// Some ticks of the first half come a second time, and are to be ignored.
    /// </summary>
    public static async Task WriteAndDieAsync(string folder)
    {
        var half = GoldenRows.Ticks.Count / 2;
        await using (var store = await Store.OpenAsync(folder, Options()))
        {
            await store.Ticks.AppendAsync(GoldenRows.Ticks.Take(half).ToList());
            await store.Bars.AppendAsync(GoldenRows.Bars);
        }

        var again = GoldenRows.Ticks.Take(half).Where(t => t.SequenceNumber is not null);
        var killed = await Store.OpenAsync(folder, Options());
        await Task.WhenAll(
            killed.Bars.AppendAsync(GoldenRows.ReplacingBars).AsTask(),
            killed.Ticks.AppendAsync(again.Concat(GoldenRows.Ticks.Skip(half)).ToList()).AsTask());
        Process.GetCurrentProcess().Kill();
    }

    private static StoreOptions Options() => new()
    {
        Journal = { FileSize = 1 << 20 },
        Writing = { MaximumDelay = TimeSpan.FromSeconds(10) },
        Engine = { Threads = 2, MemoryLimit = 1L << 30 },
    };
}
