using TradeStore;

namespace QuickStart.Questions;

/// <summary>The UTC day that the questions are about: the one with the most trades in the store.</summary>
internal sealed record TradingDay(DateTime Since, DateTime Until, IReadOnlyList<DaySymbol> Symbols)
{
    private const int MostSymbolsShown = 8;

    /// <summary>Gets the number of ticks of the day's symbols.</summary>
    public long Ticks => Symbols.Sum(symbol => symbol.Ticks);

    public static async Task<TradingDay> FindAsync(Store store, CancellationToken cancellationToken)
    {
        var days = await store.QueryAsync<DateTime>(
            "SELECT CAST(date_trunc('day', ts) AS TIMESTAMP) FROM market_ticks GROUP BY ALL ORDER BY count(last_price) DESC, count(*) DESC LIMIT 1",
            cancellationToken: cancellationToken);
        if (days.Count == 0)
        {
            throw new SampleException("There are no ticks in the store: nothing to ask about.");
        }

        var since = DateTime.SpecifyKind(days[0], DateTimeKind.Utc);
        var until = since.AddDays(1);
        var symbols = await store.QueryAsync<DaySymbol>(
            """
            SELECT exchange, symbol, count(*) AS ticks, count(last_price) AS trades
            FROM market_ticks WHERE ts >= $since AND ts < $until
            GROUP BY ALL ORDER BY trades DESC, ticks DESC LIMIT $most
            """,
            new { since, until, most = MostSymbolsShown },
            cancellationToken: cancellationToken);
        return new TradingDay(since, until, symbols);
    }
}
