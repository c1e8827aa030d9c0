using Microsoft.Extensions.Time.Testing;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

/// <summary>Random fills, marks and round trips of prediction markets: what a snapshot says follows from the stored rows, read the slow way.</summary>
internal sealed class PortfolioPropertyTests
{
    private static readonly string[] Bots = ["a", "b", "c"];

    [Test]
    public async Task A_snapshot_says_what_the_stored_rows_add_up_to([Range(1, 4)] int seed)
    {
        var random = Quick.Seeded(seed);
        var clock = Some.Clock();
        using var folder = new TemporaryFolder();
        var store = await Quick.OpenAsync(folder, options => options.TimeProvider = clock);
        try
        {
            foreach (var bot in Bots)
            {
                await store.Bots.RegisterAsync(Some.Bot(bot));
            }

            await store.PredictionMarkets.PutMarketsAsync([Some.Market("m")]);
            for (var step = 0; step < 60; step++)
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                await (random.Next(8) switch
                {
                    0 => MarketAsync(store, random, clock),
                    1 => store.Positions.MarkAsync("X", Symbol(random), Price(random)),
                    _ => FillAsync(store, random, clock),
                });
                if (step % 20 == 19)
                {
                    await store.DisposeAsync();
                    store = await Quick.OpenAsync(folder, options => options.TimeProvider = clock);
                }

                if (step % 4 == 3)
                {
                    await CheckAsync(store, "*");
                    await CheckAsync(store, Bots[random.Next(3)]);
                }
            }

            Assert.That(await store.RoundTrips.Query().Where(t => t.Status == TradeStatus.Closed).CountAsync(), Is.GreaterThan(3));
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    private static async Task CheckAsync(Store store, string bot)
    {
        var snapshot = await store.Portfolio.TakeSnapshotAsync(bot, SnapshotType.Manual);
        var positions = (await store.Positions.Query().ToListAsync()).Where(p => bot is "*" || p.BotId == bot).ToList();
        var markets = (await store.RoundTrips.Query().Where(t => t.MarketId != null).ToListAsync()).Where(t => bot is "*" || t.BotId == bot).ToList();
        var open = markets.Where(t => t.Status == TradeStatus.Open).ToList();
        var held = positions.Where(p => p.Side != PositionSide.Flat).ToList();

        Assert.That(
            snapshot.TotalPnl,
            Is.EqualTo(positions.Sum(p => p.RealizedPnl + p.UnrealizedPnl - p.Commission) + markets.Sum(t => t.PnlUsd ?? -t.Commission)));
        Assert.That(snapshot.GrossExposure, Is.EqualTo(held.Sum(p => p.MarketValue) + open.Sum(t => t.Amount)));
        Assert.That(
            snapshot.NetExposure,
            Is.EqualTo(held.Sum(p => p.Side == PositionSide.Long ? p.MarketValue : -p.MarketValue) + open.Sum(t => t.Side == PositionSide.Long ? t.Amount : -t.Amount)));
        Assert.That(snapshot.TotalPositions, Is.EqualTo(held.Count + open.Count));
        Assert.That(
            snapshot.TradeCount,
            Is.EqualTo((await store.RoundTrips.Query().Where(t => t.Status == TradeStatus.Closed).ToListAsync()).Count(t => bot is "*" || t.BotId == bot)));
        Assert.That(await store.Portfolio.GetLatestAsync(bot), Is.EqualTo(snapshot));
    }

    private static async Task FillAsync(Store store, Random random, FakeTimeProvider clock)
    {
        var quantity = random.Next(1, 4) * 0.7m;
        var order = await store.Orders.SubmitAsync(new Order
        {
            BotId = Bots[random.Next(3)], Exchange = "X", Symbol = Symbol(random), Side = random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell,
            Type = OrderType.Market, TimeInForce = TimeInForce.Day, Quantity = quantity,
        });
        await store.Executions.RecordAsync(new Execution
        {
            OrderId = order.OrderId, Quantity = quantity, Price = Price(random), ExecutedAt = clock.GetUtcMicroseconds(), Commission = 0.013m,
        });
    }

    private static async Task MarketAsync(Store store, Random random, FakeTimeProvider clock)
    {
        var trade = await store.RoundTrips.OpenAsync(new Trade
        {
            BotId = Bots[random.Next(3)], MarketId = "m", Action = random.Next(2) == 0 ? TradeAction.BuyNo : TradeAction.SellNo,
            Quantity = random.Next(1, 9), EntryPrice = 0.37m, Commission = 0.5m, EntryTime = clock.GetUtcMicroseconds(), Status = TradeStatus.Open,
        });
        if (random.Next(2) == 0)
        {
            await store.RoundTrips.CloseAsync(trade.TradeId, 0.61m, commission: 0.1m);
        }
    }

    private static string Symbol(Random random) => random.Next(2) == 0 ? "A" : "B";

    private static decimal Price(Random random) => Math.Round(random.Next(1_000, 2_000) / 7m, 8);
}
