using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Repositories;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>
/// The question that a chart asks: the 1-minute bars of one symbol-day, made from ticks. Each side is asked for the same symbols in turn, and all have
/// to give the same bars.
/// </summary>
internal sealed class SymbolDay(DateTime day, IReadOnlyList<string> symbols)
{
    private const string Bars =
        """
        SELECT time_bucket(INTERVAL 1 MINUTE, ts) AS minute, arg_min(last_price, ts) AS open, max(last_price) AS high, min(last_price) AS low,
               arg_max(last_price, ts) AS close, CAST(sum(last_size) AS DECIMAL(28, 8)) AS volume
        """;

    private readonly Dictionary<string, IReadOnlyList<MinuteBar>> _answers = [];

    /// <summary>Asks a day of many symbols for some of them.</summary>
    public static SymbolDay OfSome(RatioRun run) =>
        new(TickDay.From, [.. Enumerable.Range(0, run.Pick(full: 30, quick: 3)).Select(i => TickFeed.Symbol(((i * 37) + 7) % TickDay.Symbols(run)))]);

    /// <summary>The columns as a stream, aggregated by the caller.</summary>
    public Task<double[]> StreamAsync(Store store, int most, CancellationToken cancellationToken) => MedianAsync(most, async symbol =>
    {
        var bars = new MinuteBars();
        var query = new TickQuery { Exchange = TickFeed.Exchange, Symbols = [symbol], From = day, To = day.AddDays(1), Columns = MinuteBars.Columns };
        await foreach (var chunk in store.Ticks.StreamAsync(query, cancellationToken))
        {
            bars.Add(chunk);
        }

        return bars.Finish();
    });

    /// <summary>Ad-hoc SQL over the logical table.</summary>
    public Task<double[]> SqlAsync(Store store, int most, CancellationToken cancellationToken) => MedianAsync(most, symbol => store.QueryAsync<MinuteBar>(
        $"{Bars} FROM market_ticks WHERE exchange = $exchange AND symbol = $symbol AND ts >= $start AND ts < $end GROUP BY 1 ORDER BY 1",
        new { exchange = TickFeed.Exchange, symbol, start = day, end = day.AddDays(1) },
        cancellationToken: cancellationToken));

    /// <summary>The files that hold the symbols, each asked directly; the raw engine with its default settings.</summary>
    public Task<double[]> DirectAsync(DuckDbSession session, IReadOnlyList<string> files, int most)
    {
        var fileOf = symbols.ToDictionary(symbol => symbol, symbol => files.First(file => session.QueryScalar<bool>($"SELECT '{symbol}' BETWEEN min(symbol) AND max(symbol) FROM read_parquet('{file}')")));
        return MedianAsync(most, symbol => Task.FromResult<IReadOnlyList<MinuteBar>>(Read(session.Query(
            $"{Bars} FROM read_parquet('{fileOf[symbol]}') WHERE exchange = '{TickFeed.Exchange}' AND symbol = '{symbol}' GROUP BY 1 ORDER BY 1"))));
    }

    private static List<MinuteBar> Read(DuckDbResult result)
    {
        var bars = new List<MinuteBar>();
        using (result)
        {
            while (result.FetchChunk() is { } chunk)
            {
                using (chunk)
                {
                    for (var row = 0; row < chunk.RowCount; row++)
                    {
                        bars.Add(new MinuteBar(
                            TimestampConversion.FromMicroseconds(chunk.GetVector(0).Values<long>()[row]),
                            Price(chunk, 1, row),
                            Price(chunk, 2, row),
                            Price(chunk, 3, row),
                            Price(chunk, 4, row),
                            DecimalConversion.FromScaled(chunk.GetVector(5).Values<Int128>()[row], 8)));
                    }
                }
            }
        }

        return bars;
    }

    private static decimal Price(DataChunk chunk, int column, int row) => DecimalConversion.FromScaled(chunk.GetVector(column).Values<long>()[row], 8);

    private async Task<double[]> MedianAsync(int most, Func<string, Task<IReadOnlyList<MinuteBar>>> ask)
    {
        var times = new List<TimeSpan>();
        foreach (var symbol in symbols.Take(most))
        {
            var start = Stopwatch.GetTimestamp();
            var bars = await ask(symbol);
            times.Add(Stopwatch.GetElapsedTime(start));
            RatioRun.Check(bars.Count > 0, $"there are no bars of {symbol}");
            if (!_answers.TryAdd(symbol, bars))
            {
                RatioRun.Check(bars.SequenceEqual(_answers[symbol]), $"the bars of {symbol} differ from those that were given before");
            }
        }

        return [Latencies.Percentiles(times, time => time.TotalMilliseconds)[0]];
    }
}
