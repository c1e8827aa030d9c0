namespace TradeStore.Benchmarks.Ratios;

/// <summary>Checks that what was acknowledged is there.</summary>
internal static class StoredRows
{
    public static async Task CheckAsync(Store store, long acknowledged, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync<long>("SELECT count(*) FROM market_ticks", cancellationToken: cancellationToken);
        RatioRun.Check(rows[0] == acknowledged, $"{acknowledged} rows were acknowledged, {rows[0]} are there");
    }
}
