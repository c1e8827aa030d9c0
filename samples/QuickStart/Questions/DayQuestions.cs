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
        cancellationToken: cancellationToken);

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
        cancellationToken: cancellationToken);

    /// <summary>The widest spreads, one a symbol and minute at most. A feed may quote one side at a time: the other side of the venue still stands.</summary>
    public Task<IReadOnlyList<WideSpread>> WidestSpreadsAsync(int most) => store.QueryAsync<WideSpread>(
        """
        WITH quotes AS (
            SELECT exchange, symbol, ts, bid_price AS standing_bid, ask_price AS standing_ask
            FROM market_ticks WHERE ts >= $since AND ts < $until AND bid_price > 0 AND ask_price > 0
            UNION ALL
            SELECT exchange, symbol, ts, last_value(bid_price IGNORE NULLS) OVER venue, last_value(ask_price IGNORE NULLS) OVER venue
            FROM market_ticks WHERE ts >= $since AND ts < $until AND (bid_price IS NULL) <> (ask_price IS NULL)
            WINDOW venue AS (PARTITION BY exchange, symbol, tape ORDER BY ts, sequence_number ROWS UNBOUNDED PRECEDING))
        SELECT exchange, symbol, arg_max(ts, standing_ask - standing_bid) AS quoted_at, arg_max(standing_bid, standing_ask - standing_bid) AS bid,
               arg_max(standing_ask, standing_ask - standing_bid) AS ask, CAST(20000 * (ask - bid) / (ask + bid) AS DOUBLE) AS basis_points
        FROM quotes WHERE standing_ask > standing_bid
        GROUP BY exchange, symbol, time_bucket(INTERVAL 1 MINUTE, ts) ORDER BY basis_points DESC LIMIT $most
        """,
        new { since = day.Since, until = day.Until, most },
        cancellationToken: cancellationToken);
}
