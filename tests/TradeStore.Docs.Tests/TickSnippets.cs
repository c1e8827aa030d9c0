using TradeStore.Model;

namespace TradeStore.Docs.Tests;

/// <summary>What the documents show of ticks.</summary>
internal static class TickSnippets
{
    public static async Task ChangesAsync(Store store, Tick trade, Tick other)
    {
        TickChange corrected = await store.Ticks.CorrectAsync(trade with { LastPrice = 187.15m }, "corrected by the exchange, notice 4711");
        TickChange busted = await store.Ticks.BustAsync(TickKey.Of(other), "clearly erroneous");
        Console.WriteLine($"{corrected.Before.LastPrice} became {corrected.After?.LastPrice}; audit record {corrected.Audit?.SequenceNumber}");
    }

    public static async Task CountsAsync(Store store, Tick[] ticks)
    {
        var result = await store.Ticks.AppendCountedAsync(ticks);
        if (result.Counts is { } counts)
        {
            Console.WriteLine($"{counts.Kept} new, {counts.AlreadyThere} known, {counts.InConflict} say something else than what is stored");
        }
        else
        {
            Console.WriteLine($"All {result.Rows} are durable; what became of them is not known: {result.Uncounted}");
        }
    }
}
