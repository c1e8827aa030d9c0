using System.IO.Compression;
using TradeStore.DuckDb.Engine;
using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Golden;

/// <summary>A store that the code of an earlier version wrote, in a folder of the test's own.</summary>
internal static class GoldenStore
{
    public static TemporaryFolder Unpack(string name)
    {
        var folder = new TemporaryFolder();
        ZipFile.ExtractToDirectory(Path.Combine(Repository.Root, "tests", "TradeStore.Tests", "Golden", $"{name}.zip"), folder.Path);
        return folder;
    }

    /// <summary>Checks that each row is there exactly once, and nothing else.</summary>
    public static async Task CheckAsync(Store store)
    {
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

    private static DateTime From { get; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static DateTime To { get; } = new(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc);
}
