namespace TradeStore.Docs.Tests;

/// <summary>What the documents show of typed queries.</summary>
internal static class TypedQuerySnippets
{
    public static async Task<(IReadOnlyList<string> Wide, IReadOnlyList<string> Volumes, decimal Turnover)> RunAsync(Store store, DateTime day)
    {
        DateTime from = day.AddHours(13.5), to = day.AddHours(20);
        var wide = await store.Bars.Query()
            .Where(b => b.Timestamp >= from && b.Timestamp < to && b.High - b.Low > b.Open / 100)
            .OrderByDescending(b => b.High - b.Low)
            .Take(20)
            .Select(b => new { b.Symbol, b.Timestamp, Range = b.High - b.Low })
            .ToListAsync();

        var volumes = await store.Ticks.Query()
            .Where(t => t.Timestamp >= from && t.Timestamp < to && t.LastSize > 0)
            .GroupBy(t => t.Symbol)
            .Select(g => new
            {
                Symbol = g.Key,
                Trades = g.Count(),
                Volume = g.Sum(t => t.LastSize),
                Vwap = g.Sum(t => t.LastPrice * t.LastSize) / g.Sum(t => t.LastSize),
                First = g.Min(t => t.Timestamp),
            })
            .OrderByDescending(v => v.Volume)
            .Take(10)
            .ToListAsync();

        decimal turnover = await store.Ticks.Query().Where(t => t.Timestamp >= from && t.LastPrice * t.LastSize >= 10_000m).SumAsync(t => t.LastPrice * t.LastSize);

        return (
            [.. wide.Select(w => FormattableString.Invariant($"{w.Symbol} {w.Range:0.##}"))],
            [.. volumes.Select(v => FormattableString.Invariant($"{v.Symbol} {v.Trades} {v.Volume:0.##} {v.Vwap:0.##}"))],
            turnover);
    }
}
