using TradeStore.Model;

namespace TradeStore.Docs.Tests;

/// <summary>What the documents about backtests and prediction markets show as C#.</summary>
internal static class ResearchSnippets
{
    public static async Task BacktestsAsync(
        Store store, Backtest backtest, IReadOnlyList<BacktestTrade> trades, DateTime from, DateTime to, CancellationToken ct)
    {
        var data = await store.Backtests.FingerprintAsync(["ohlcv_bars"], from, to, ["AAPL", "MSFT"], ct);
        var run = await store.Backtests.RecordAsync(backtest with { DataFingerprint = data.ToJson() }, trades, ct);

        var kept = DataFingerprint.Parse((await store.Backtests.FindAsync(run.BacktestId, ct))!.DataFingerprint!);
        foreach (var difference in await store.Backtests.CompareAsync(kept, ct))
        {
            Console.WriteLine($"{difference.Table} {difference.Partition}: {difference.Before?.Rows} rows then, {difference.After?.Rows} now");
        }
    }

    public static async Task<(PredictionMarket? Market, IReadOnlyList<MarketSnapshot> History, IReadOnlyList<PredictionMarket> Likely)> PredictionMarketsAsync(
        Store store,
        IReadOnlyList<PredictionEvent> events,
        IReadOnlyList<PredictionMarket> markets,
        IReadOnlyList<MarketSnapshot> snapshots,
        DateTime from,
        DateTime to,
        CancellationToken ct)
    {
        await store.PredictionMarkets.PutEventsAsync(events, ct);
        await store.PredictionMarkets.PutMarketsAsync(markets, ct);
        await store.PredictionMarkets.AppendSnapshotsAsync(snapshots, ct);

        var market = await store.PredictionMarkets.FindMarketAsync("will-it-rain", ct);
        var history = await store.PredictionMarkets.GetSnapshotsAsync("will-it-rain", from, to, ct);
        var likely = await store.PredictionMarkets.QueryMarkets().Where(m => m.YesPrice >= 0.9m && m.Volume24h > 1_000).ToListAsync(ct);

        return (market, history, likely);
    }
}
