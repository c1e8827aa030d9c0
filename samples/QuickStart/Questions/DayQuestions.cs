using TradeStore;
using TradeStore.Model;

namespace QuickStart.Questions;

/// <summary>What the sample asks of a day: through the repositories where they know the question, by SQL where they do not.</summary>
internal sealed class DayQuestions(Store store, TradingDay day, CancellationToken cancellationToken)
{
    /// <summary>The newest quote of each symbol.</summary>
    public async Task<IReadOnlyList<Tick>> LatestQuotesAsync()
    {
        var quotes = new List<Tick>();
        foreach (var (exchange, symbol, _, _) in day.Symbols)
        {
            if (await store.Ticks.LatestAsync(exchange, symbol, TickKind.Quote, cancellationToken) is { } quote)
            {
                quotes.Add(quote);
            }
        }

        return quotes;
    }

    /// <summary>Minute bars of every symbol, from its trades.</summary>
    public Task<IReadOnlyList<MinuteBar>> BuildMinuteBarsAsync() => store.QueryAsync<MinuteBar>(
        """
        SELECT exchange, symbol, time_bucket(INTERVAL 1 MINUTE, ts) AS minute,
               first(last_price ORDER BY ts, sequence_number) AS open, max(last_price) AS high, min(last_price) AS low,
               last(last_price ORDER BY ts, sequence_number) AS close, CAST(sum(last_size) AS DECIMAL(28, 8)) AS volume,
               sum(last_price::DOUBLE * last_size::DOUBLE) / sum(last_size::DOUBLE) AS vwap, count(*) AS trades
        FROM market_ticks WHERE ts >= $since AND ts < $until AND last_size > 0
        GROUP BY exchange, symbol, minute ORDER BY exchange, symbol, minute
        """,
        new { since = day.Since, until = day.Until },
        cancellationToken);

    /// <summary>Stores bars, and reads those of the busiest symbol back.</summary>
    public async Task<IReadOnlyList<Bar>> StoreAndReadBarsAsync(IReadOnlyList<MinuteBar> bars)
    {
        await store.Bars.AppendAsync([.. bars.Select(bar => bar.ToBar())], cancellationToken);
        var busiest = day.Symbols[0];
        return await store.Bars.GetAsync(busiest.Exchange, busiest.Symbol, Timeframe.OneMinute, day.Since, day.Until, cancellationToken);
    }

    /// <summary>Each symbol's trades, volume and volume-weighted average price.</summary>
    public Task<IReadOnlyList<SymbolVolume>> VolumesAsync() => store.QueryAsync<SymbolVolume>(
        """
        SELECT exchange, symbol, count(*) AS trades, CAST(sum(last_size) AS DECIMAL(28, 8)) AS volume,
               sum(last_price::DOUBLE * last_size::DOUBLE) / sum(last_size::DOUBLE) AS vwap, min(last_price) AS low, max(last_price) AS high
        FROM market_ticks WHERE ts >= $since AND ts < $until AND last_size > 0
        GROUP BY exchange, symbol ORDER BY volume DESC
        """,
        new { since = day.Since, until = day.Until },
        cancellationToken);

    /// <summary>The widest quotes, one a symbol and minute at most.</summary>
    public Task<IReadOnlyList<WideSpread>> WidestSpreadsAsync(int most) => store.QueryAsync<WideSpread>(
        """
        SELECT exchange, symbol, arg_max(ts, ask_price - bid_price) AS quoted_at, arg_max(bid_price, ask_price - bid_price) AS bid,
               arg_max(ask_price, ask_price - bid_price) AS ask, CAST(20000 * (ask - bid) / (ask + bid) AS DOUBLE) AS basis_points
        FROM market_ticks WHERE ts >= $since AND ts < $until AND bid_price > 0 AND ask_price > 0
        GROUP BY exchange, symbol, time_bucket(INTERVAL 1 MINUTE, ts) ORDER BY basis_points DESC LIMIT $most
        """,
        new { since = day.Since, until = day.Until, most },
        cancellationToken);
}
