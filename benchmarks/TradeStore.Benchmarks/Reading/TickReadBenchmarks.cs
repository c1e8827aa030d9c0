using BenchmarkDotNet.Attributes;
using TradeStore.Benchmarks.Data;
using TradeStore.Model;
using TradeStore.Repositories;

namespace TradeStore.Benchmarks.Reading;

/// <summary>The questions a trading program asks most, of a day of a million ticks.</summary>
[MemoryDiagnoser]
public class TickReadBenchmarks
{
    private const int Batches = 100;
    private const int BatchSize = 10_000;
    private const string Symbol = "S007";

    private TempStore _open = null!;

    // In process, BenchmarkDotNet 0.14 does not wait for a setup that returns a task.

    /// <summary>Fills a store.</summary>
    [GlobalSetup]
    public void Setup() => _open = FillAsync().GetAwaiter().GetResult();

    /// <summary>The newest quote of a symbol.</summary>
    [Benchmark]
    public Task<Tick?> LatestQuote() => _open.Store.Ticks.LatestAsync(TickFeed.Exchange, Symbol, TickKind.Quote);

    /// <summary>A symbol's day as records.</summary>
    [Benchmark]
    public Task<IReadOnlyList<Tick>> SymbolDayAsRows() => _open.Store.Ticks.GetAsync(TickFeed.Exchange, Symbol, TickFeed.Day, TickFeed.Day.AddDays(1));

    /// <summary>The whole day's bid and ask as columns.</summary>
    /// <returns>The number of rows.</returns>
    [Benchmark]
    public async Task<long> DayAsColumns()
    {
        var rows = 0L;
        await foreach (var chunk in _open.Store.Ticks.StreamAsync(new TickQuery { Columns = ["ts", "bid_price", "ask_price"] }))
        {
            rows += chunk.RowCount;
        }

        return rows;
    }

    /// <summary>A symbol's minute bars by SQL.</summary>
    [Benchmark]
    public Task<IReadOnlyList<double>> MinuteClosesBySql() => _open.Store.QueryAsync<double>(
        """
        SELECT CAST(arg_max(last_price, ts) AS DOUBLE) FROM market_ticks
        WHERE exchange = $exchange AND symbol = $symbol GROUP BY time_bucket(INTERVAL 1 MINUTE, ts)
        """,
        new { exchange = TickFeed.Exchange, symbol = Symbol });

    /// <summary>Removes the store.</summary>
    [GlobalCleanup]
    public void Cleanup() => _open.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static async Task<TempStore> FillAsync()
    {
        var open = await TempStore.OpenAsync();
        var feed = new TickFeed(0);
        await StoreFill.RunAsync(open.Store, Enumerable.Range(0, Batches).Select(_ => feed.NextBatch(BatchSize)), CancellationToken.None);
        return open;
    }
}
