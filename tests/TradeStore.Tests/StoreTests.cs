using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests;

public sealed class StoreTests
{
    [Test]
    public async Task What_is_appended_is_read_back_and_survives_closing()
    {
        using var folder = new TemporaryFolder();
        var ticks = Some.Quotes(1000);
        ticks.Add(Some.Trade(5, sequence: 5_000));
        await using (var store = await Store.OpenAsync(folder.Path))
        {
            Assert.That(store.OpenReport.IsNew, Is.True);
            await store.Ticks.AppendAsync(ticks);
            await store.Bars.AppendAsync([Some.Bar(0), Some.Bar(1)]);
            await Check(store, ticks);
        }

        await using var again = await Store.OpenAsync(folder.Path);
        Assert.That(again.OpenReport.IsNew, Is.False);
        Assert.That(again.OpenReport.ReplayedBatches, Is.Zero);
        await Check(again, ticks);
    }

    private static async Task Check(Store store, List<Tick> ticks)
    {
        var read = await store.Ticks.GetAsync("NASDAQ", "AAPL", Some.Day, Some.Day.AddDays(1));
        Assert.That(read, Has.Count.EqualTo(ticks.Count));
        Assert.That(read.Select(t => t.Timestamp), Is.Ordered);
        var trade = read.Single(t => t.LastPrice is not null);
        var expected = ticks[^1];
        Assert.That(trade with { IngestionTime = null, Conditions = null }, Is.EqualTo(expected with { Conditions = null }));
        Assert.That(trade.Conditions, Is.EqualTo(expected.Conditions));
        Assert.That(trade.IngestionTime, Is.Not.Null);
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks WHERE symbol = $symbol", new { symbol = "AAPL" }), Is.EqualTo(new[] { (long)ticks.Count }));
        Assert.That((await store.Ticks.LatestAsync("NASDAQ", "AAPL"))!.SequenceNumber, Is.EqualTo(999));
        Assert.That(await store.Bars.GetAsync("NASDAQ", "AAPL", Timeframe.OneMinute, Some.Day, Some.Day.AddDays(1)), Is.EqualTo(new[] { Some.Bar(0), Some.Bar(1) }));
    }
}
