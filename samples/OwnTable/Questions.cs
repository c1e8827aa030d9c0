using TradeStore;

namespace OwnTable;

/// <summary>SQL over the sample's own table and one of the store's, as if they had always been together.</summary>
internal static class Questions
{
    /// <summary>Values each payment at the close of the eight hours it stands for.</summary>
    public static Task<IReadOnlyList<FundingCost>> CostsAsync(Store store, DateTime since) => store.QueryAsync<FundingCost>(
        """
        SELECT f.symbol, count(*) AS payments, avg(f.rate) AS mean_rate, sum(f.rate * b.close)::DECIMAL(18,8) AS paid
        FROM funding_rates f
        JOIN ohlcv_bars b ON b.exchange = f.exchange AND b.symbol = f.symbol AND b.timeframe = '8h' AND b.ts = f.ts - INTERVAL 8 HOUR
        WHERE f.ts >= $since
        GROUP BY f.symbol
        ORDER BY paid DESC
        """,
        new { since });
}
