using TradeStore.Import.Lean;
using TradeStore.Import.Tests.Support;

namespace TradeStore.Import.Tests.Lean;

/// <summary>LEAN's sample data through a store: in once, in twice, and after closing and opening again.</summary>
internal sealed class RealDataStoreTests
{
    private const string CountsPerDay = """
        SELECT strftime(ts, '%d') || ' ' || count(last_price) || ' ' || (count(*) - count(last_price))
        FROM market_ticks WHERE exchange = $exchange AND symbol = $symbol GROUP BY strftime(ts, '%d') ORDER BY 1
        """;

    private const string TradesOfDay = """
        SELECT count(*) AS Trades, sum(last_size)::DECIMAL(28,8) AS Volume,
            round(sum(last_price::DOUBLE * last_size::DOUBLE) / sum(last_size)::DOUBLE, 6) AS Vwap
        FROM market_ticks
        WHERE exchange = 'usa' AND symbol = $symbol AND last_price IS NOT NULL AND ts >= $since AND ts < $until
        """;

    private static readonly string[] IbmCounts = ["07 24293 109067", "08 33381 125750", "09 27042 135492", "10 22415 105428", "11 19264 99852"];

    private static readonly LeanImportOptions UsTicksAndMinutes = new()
    {
        Markets = ["usa"],
        Resolutions = [LeanResolution.Tick, LeanResolution.Minute],
        FirstDay = new DateOnly(2013, 10, 7),
        LastDay = new DateOnly(2013, 10, 11),
    };

    [Test]
    public async Task Real_days_come_out_right_after_one_import_after_two_and_after_opening_again()
    {
        var data = RealData.FolderOrIgnore();
        var folder = Directory.CreateTempSubdirectory("tradestore-import-").FullName;
        try
        {
            await using (var store = await Store.OpenAsync(folder))
            {
                var first = await new LeanImporter(store).ImportAsync(data, UsTicksAndMinutes);
                Assert.That(first.Failures, Is.Empty);
                var bars = await CountBarsAsync(store);
                Assert.That(bars, Is.EqualTo(first.Bars));
                await CheckAsync(store);

                var second = await new LeanImporter(store).ImportAsync(data, UsTicksAndMinutes);
                Assert.That((second.Ticks, second.Bars, second.Failures.Count), Is.EqualTo((first.Ticks, first.Bars, 0)));
                Assert.That(await CountBarsAsync(store), Is.EqualTo(bars));
                await CheckAsync(store);
            }

            await using (var again = await Store.OpenAsync(folder))
            {
                await CheckAsync(again);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CheckAsync(Store store)
    {
        var counts = await store.QueryAsync<string>(CountsPerDay, new { exchange = "usa", symbol = "IBM" });
        var ibm = await TradesAsync(store, "IBM", 7);
        var spy = await TradesAsync(store, "SPY", 8);
        var ticks = await store.Ticks.GetAsync("usa", "IBM", Day(7), Day(7).AddHours(8.1));
        var firstTrade = ticks.First(tick => tick.LastPrice is not null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(counts, Is.EqualTo(IbmCounts));
            Assert.That(ibm, Is.EqualTo(new DayOfTrades(24_293, 3_960_352m, 182.500507)));
            Assert.That(spy, Is.EqualTo(new DayOfTrades(451_545, 178_346_557m, 166.395717)));
            Assert.That((firstTrade.Timestamp, firstTrade.LastPrice), Is.EqualTo((Day(7).AddHours(8).AddMilliseconds(30_270), (decimal?)181.52m)));
        }
    }

    private static async Task<DayOfTrades> TradesAsync(Store store, string symbol, int day) =>
        (await store.QueryAsync<DayOfTrades>(TradesOfDay, new { symbol, since = Day(day), until = Day(day + 1) })).Single();

    private static async Task<long> CountBarsAsync(Store store) =>
        (await store.QueryAsync<long>("SELECT count(*) FROM ohlcv_bars WHERE exchange = $exchange", new { exchange = "usa" })).Single();

    private static DateTime Day(int day) => new(2013, 10, day, 0, 0, 0, DateTimeKind.Utc);

    private sealed record DayOfTrades(long Trades, decimal Volume, double Vwap);
}
