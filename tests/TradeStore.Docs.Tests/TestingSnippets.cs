using Microsoft.Extensions.Time.Testing;
using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradeStore.Testing;

namespace TradeStore.Docs.Tests;

/// <summary>The tests that <c>docs/testing.md</c> shows; they run with the others.</summary>
internal sealed class TestingSnippets
{
    [Test]
    public async Task A_bot_that_says_nothing_for_a_minute_is_quiet()
    {
        var clock = new FakeTimeProvider(new MarketDataSettings().Open);
        await using var store = await Store.OpenTemporaryAsync(new StoreOptions { TimeProvider = clock });
        var bot = new TradingMaker(seed: 1).Bots(1)[0];
        await store.Bots.RegisterAsync(bot);

        clock.Advance(TimeSpan.FromSeconds(61));

        Assert.That(store.Bots.GetQuiet(TimeSpan.FromMinutes(1)).Select(b => b.BotId), Is.EqualTo(new[] { bot.BotId }));
    }

    [Test]
    public async Task Minute_bars_can_be_asked_for_a_day()
    {
        var clock = new FakeTimeProvider(new MarketDataSettings().Open);
        await using var store = await Store.OpenTemporaryAsync(new StoreOptions { TimeProvider = clock });
        var ticks = new MarketDataMaker(seed: 7, new MarketDataSettings { Symbols = ["AAPL"] }).Ticks(10_000);
        await store.Ticks.AppendAsync(ticks);
        await store.Bars.AppendAsync(BarMaker.FromTrades(ticks, Timeframe.OneMinute));

        var day = clock.GetUtcMicroseconds().Date;
        var bars = await store.Bars.GetAsync("NASDAQ", "AAPL", Timeframe.OneMinute, day, day.AddDays(1));

        Assert.That(bars.Sum(b => b.TradeCount), Is.EqualTo(ticks.Count(t => t.LastPrice is not null)));
    }

    [Test]
    public async Task Every_order_holds_what_was_filled_of_it()
    {
        await using var store = await Store.OpenTemporaryAsync(new StoreOptions { TimeProvider = new FakeTimeProvider(new MarketDataSettings().Open) });
        var maker = new TradingMaker(seed: 7);
        var bots = maker.Bots(3);
        foreach (var bot in bots)
        {
            await store.Bots.RegisterAsync(bot);
        }

        foreach (var (order, fills) in maker.Orders(100, bots))
        {
            await store.Orders.SubmitAsync(order);
            await store.Executions.RecordAsync(fills);
            Assert.That((await store.Orders.FindAsync(order.OrderId))!.FilledQuantity, Is.EqualTo(fills.Sum(f => f.Quantity)));
        }
    }
}
