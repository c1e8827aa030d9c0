using System.IO.Compression;
using TradeStore.DuckDb.Engine;
using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Golden;

/// <summary>A store that is kept as its version wrote it, in a folder of the test's own.</summary>
internal static class GoldenStore
{
    public static IReadOnlyList<string> Series { get; } = ["market_ticks", "ohlcv_bars", "executions", "trades", "account_balances", "backtest_trades"];

    public static DateTime From { get; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static DateTime To { get; } = From.AddYears(1);

    private static DateTime March { get; } = From.AddMonths(2);

    public static TemporaryFolder Unpack(string name)
    {
        var folder = new TemporaryFolder();
        ZipFile.ExtractToDirectory(FileOf(name), folder.Path);
        return folder;
    }

    /// <summary>Returns where it is kept.</summary>
    public static string FileOf(string name) => Path.Combine(Repository.Root, "tests", "TradeStore.Tests", "Golden", $"{name}.zip");

    /// <summary>Has the first partition of each table become a file, and the one behind it a sealed table.</summary>
    public static async Task AgeAsync(Store store)
    {
        foreach (var table in Series)
        {
            var end = table switch
            {
                "market_ticks" => March.AddDays(2),
                "ohlcv_bars" => March,
                _ => From.AddMonths(1),
            };
            Assert.That((await store.Tiering.ExportAsync(table, From, end)).Failed, Is.Empty);
            Assert.That((await store.Tiering.SealAsync(table, end, end.AddDays(1))).Failed, Is.Empty);
        }
    }

    /// <summary>Checks that each row is there exactly once, and nothing else.</summary>
    public static async Task CheckAsync(Store store)
    {
        await GoldenTrading.CheckAsync(store);
        var ticks = new List<Tick>();
        foreach (var (exchange, symbol) in GoldenRows.Ticks.Select(t => (t.Exchange, t.Symbol)).Distinct())
        {
            ticks.AddRange(await store.Ticks.GetAsync(exchange, symbol, From, To));
        }

        var bars = new List<Bar>();
        foreach (var (exchange, symbol, timeframe) in GoldenRows.Bars.Select(b => (b.Exchange, b.Symbol, b.Timeframe)).Distinct())
        {
            bars.AddRange(await store.Bars.GetAsync(exchange, symbol, timeframe, From, To));
        }

        Assert.That(BatchText.Describe(ticks, now: 0).Order(StringComparer.Ordinal), Is.EqualTo(BatchText.Describe(GoldenRows.Ticks, now: 0).Order(StringComparer.Ordinal)));
        Assert.That(BatchText.Describe(bars).Order(StringComparer.Ordinal), Is.EqualTo(BatchText.Describe(GoldenRows.LastBars).Order(StringComparer.Ordinal)));
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new long[] { GoldenRows.Ticks.Count }));
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM ohlcv_bars"), Is.EqualTo(new long[] { GoldenRows.LastBars.Count }));
    }

    /// <summary>Runs SQL in the database of a closed store.</summary>
    public static void Execute(TemporaryFolder folder, string sql)
    {
        using var instance = DuckDbInstance.Open(Path.Combine(folder.Path, "store.duckdb"));
        using var session = instance.Connect();
        session.Execute(sql);
    }

    /// <summary>Reads the first value of a query in the database of a closed store, as text.</summary>
    public static string? Read(TemporaryFolder folder, string sql)
    {
        using var instance = DuckDbInstance.Open(Path.Combine(folder.Path, "store.duckdb"));
        using var session = instance.Connect();
        return session.QueryScalar<string>(sql);
    }

}
