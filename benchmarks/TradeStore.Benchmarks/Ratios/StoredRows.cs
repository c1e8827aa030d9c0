using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Checks that what was acknowledged is there.</summary>
internal static class StoredRows
{
    public static async Task CheckAsync(Store store, long acknowledged, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync<long>("SELECT count(*) FROM market_ticks", cancellationToken: cancellationToken);
        RatioRun.Check(rows[0] == acknowledged, $"{acknowledged} rows were acknowledged, {rows[0]} are there");
    }

    /// <summary>The same, and the sums of its columns.</summary>
    public static async Task CheckAsync(Store store, TickTotals acknowledged, CancellationToken cancellationToken)
    {
        var stored = await store.QueryAsync<TickTotals>(TickTotals.Sql("market_ticks"), cancellationToken: cancellationToken);
        RatioRun.Check(stored[0] == acknowledged, $"{acknowledged} was acknowledged, {stored[0]} is there");
    }
}
