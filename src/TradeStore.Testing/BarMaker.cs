using TradeStore.Model;

namespace TradeStore.Testing;

/// <summary>Makes bars of ticks.</summary>
public static class BarMaker
{
    // 5 January 1970 was a Monday.
    private static readonly DateTime FirstMonday = new(1970, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>
    /// Returns the bars of the trades among ticks, by exchange, symbol and time: open, high, low, close of the prices, the sum of the sizes,
    /// the average price weighted by size (rounded half to even to 8 decimals; <see langword="null"/> without sizes) and the number of
    /// trades. Spans without a trade have no bar.
    /// </summary>
    /// <param name="ticks">Quotes and trades; trades of the same time keep their order.</param>
    /// <param name="timeframe">The length of a bar. Bars begin at multiples of it since midnight UTC, weeks on Monday.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeframe is none.</exception>
    public static IReadOnlyList<Bar> FromTrades(IEnumerable<Tick> ticks, Timeframe timeframe)
    {
        ArgumentNullException.ThrowIfNull(ticks);
        var length = timeframe.ToDuration();
        return
        [
            .. ticks.Where(t => t.LastPrice is not null)
                .GroupBy(t => (t.Exchange, t.Symbol, Open: OpenOf(t.Timestamp, length)))
                .OrderBy(g => g.Key.Exchange, StringComparer.Ordinal).ThenBy(g => g.Key.Symbol, StringComparer.Ordinal).ThenBy(g => g.Key.Open)
                .Select(g => ToBar(g.Key.Exchange, g.Key.Symbol, timeframe, g.Key.Open, [.. g.OrderBy(t => t.Timestamp)])),
        ];
    }

    private static DateTime OpenOf(DateTime time, TimeSpan length) => time.AddTicks(-((time - FirstMonday).Ticks % length.Ticks + length.Ticks) % length.Ticks);

    private static Bar ToBar(string exchange, string symbol, Timeframe timeframe, DateTime open, List<Tick> trades)
    {
        var volume = trades.Sum(t => t.LastSize ?? 0);
        return new Bar
        {
            Exchange = exchange,
            Symbol = symbol,
            Timeframe = timeframe,
            Timestamp = open,
            Open = trades[0].LastPrice!.Value,
            High = trades.Max(t => t.LastPrice!.Value),
            Low = trades.Min(t => t.LastPrice!.Value),
            Close = trades[^1].LastPrice!.Value,
            Volume = volume,
            Vwap = volume == 0 ? null : decimal.Round(trades.Sum(t => t.LastPrice!.Value * (t.LastSize ?? 0)) / volume, 8),
            TradeCount = trades.Count,
        };
    }
}
