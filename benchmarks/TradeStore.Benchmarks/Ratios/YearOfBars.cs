using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Model;
using TradeStore.Repositories;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>One year of 1-minute bars of one symbol among 500, from cold; the reference is the limit.</summary>
internal sealed class YearOfBars : IRatio
{
    private const string Name = "year_of_bars_cold_ms";
    private const string Table = "ohlcv_bars";
    private const double Limit = 100;
    private const int Months = 12;
    private const int DaysInMonth = 21;
    private const int BatchesUnderWay = 4;

    private static readonly string[] Columns = ["ts", "open", "high", "low", "close", "volume"];

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var (symbols, minutes) = run.Pick(full: (500, 390), quick: (5, 20));
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, TickDay.Options, cancellationToken);
        await FillAsync(store, new BarFeed(symbols, DaysInMonth, minutes), (long)symbols * minutes * DaysInMonth, cancellationToken);
        string[] asked = [.. Enumerable.Range(0, run.Pick(full: 10, quick: 2)).Select(i => TickFeed.Symbol(((i * 37) + 3) % symbols))];
        var bars = Months * DaysInMonth * minutes;
        var sums = new Dictionary<string, long>();
        var medians = await run.AlternateAsync(
            () => MedianAsync(asked, bars, sums, symbol => StreamAsync(store, symbol, cancellationToken)),
            () => MedianAsync(asked, bars, sums, symbol => RowsAsync(store, symbol, cancellationToken)));
        RatioRun.Note($"  {bars:N0} bars: time and OHLCV as columns {medians[0][0]:F1} ms, as records {medians[1][0]:F1} ms");
        return [new RatioLine(Name, medians[0][0], Limit, "ms")];
    }

    private static async Task FillAsync(Store store, BarFeed feed, long rowsInMonth, CancellationToken cancellationToken)
    {
        RatioRun.Note($"  making and exporting {Months} months of {rowsInMonth:N0} bars");
        for (var month = 0; month < Months; month++)
        {
            var underWay = new Queue<Task>();
            foreach (var batch in feed.Batches(month, minutesInBatch: 20))
            {
                if (underWay.Count == BatchesUnderWay)
                {
                    await underWay.Dequeue();
                }

                underWay.Enqueue(store.Bars.AppendAsync(batch, cancellationToken).AsTask());
            }

            await Task.WhenAll(underWay);
            await store.CheckpointAsync(cancellationToken);
            Aged.Check(await store.Tiering.ExportAsync(Table, BarFeed.Month(month), BarFeed.Month(month + 1), cancellationToken: cancellationToken), partitions: 1, rowsInMonth);
        }

        await store.CheckpointAsync(cancellationToken);
    }

    private static async Task<(long Rows, long Sum)> StreamAsync(Store store, string symbol, CancellationToken cancellationToken)
    {
        var (rows, sum) = (0L, 0L);
        var query = Query(symbol) with { Columns = Columns };
        await foreach (var chunk in store.Bars.StreamAsync(query, cancellationToken))
        {
            rows += chunk.RowCount;
            sum += ColumnSum.Of(chunk.Values<long>(1)) + ColumnSum.Of(chunk.Values<long>(2)) + ColumnSum.Of(chunk.Values<long>(3)) + ColumnSum.Of(chunk.Values<long>(4));
            foreach (var volume in chunk.Values<Int128>(5))
            {
                sum += (long)volume;
            }
        }

        return (rows, sum);
    }

    private static async Task<(long Rows, long Sum)> RowsAsync(Store store, string symbol, CancellationToken cancellationToken)
    {
        var bars = await store.Bars.GetAsync(Query(symbol), cancellationToken);
        return (bars.Count, (long)(bars.Sum(b => b.Open + b.High + b.Low + b.Close + b.Volume) * 100_000_000m));
    }

    private static BarQuery Query(string symbol) =>
        new() { Exchange = BarFeed.Exchange, Symbols = [symbol], Timeframe = Timeframe.OneMinute, From = BarFeed.Month(0), To = BarFeed.Month(Months) };

    private static async Task<double[]> MedianAsync(string[] symbols, int bars, Dictionary<string, long> sums, Func<string, Task<(long Rows, long Sum)>> ask)
    {
        var times = new List<TimeSpan>();
        foreach (var symbol in symbols)
        {
            var start = Stopwatch.GetTimestamp();
            var (rows, sum) = await ask(symbol);
            times.Add(Stopwatch.GetElapsedTime(start));
            RatioRun.Check(rows == bars, $"{rows} of {bars} bars were read");
            RatioRun.Check(sums.TryAdd(symbol, sum) || sums[symbol] == sum, $"the sums of {symbol} differ");
        }

        return [Latencies.Percentiles(times, time => time.TotalMilliseconds)[0]];
    }
}
