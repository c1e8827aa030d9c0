namespace TradeStore.Tests.Statistics.Daily;

internal sealed class OverviewTests
{
    private static readonly DateOnly Monday = new(2024, 3, 4);

    [Test]
    public async Task An_overview_shows_what_is_held_and_open_the_day_so_far_and_who_is_quiet()
    {
        await using var world = await PerformanceWorld.OpenAsync(Monday);
        Assert.That((await world.Store.Performance.GetOverviewAsync()).Today, Is.Empty);
        await world.RegisterAsync("a", 1_000);
        await world.RegisterAsync("b");
        await world.BuyAsync("a", 1, 100, commission: 3);
        world.Pass(TimeSpan.FromDays(1));
        await world.BuyAsync("b", 2, 50, commission: 1);
        await world.SellAsync("b", 1, 53);
        await world.Store.Orders.SubmitAsync(Trading.Orders.Some() with { BotId = "a" });
        await world.Store.Bots.HeartbeatAsync("b");
        await world.Store.Positions.MarkAsync("NASDAQ", "AAPL", 104);

        // a: bought yesterday at 100; so were its charges. b: 53 - 50 - 1 = 2 realised, 104 - 50 = 54 unrealised.
        var overview = await world.Store.Performance.GetOverviewAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(overview.At, Is.EqualTo(world.Now));
            Assert.That(overview.Positions, Is.EqualTo(world.Store.Positions.GetOpen()));
            Assert.That(overview.RecentTrades.Select(t => t.BotId), Is.EqualTo(new[] { "b", "a" }));
            Assert.That(overview.Today.Select(d => (d.BotId, d.Realized, d.Unrealized, d.Nav)), Is.EqualTo(new (string, decimal, decimal, decimal?)[]
            {
                ("*", 2, 58, null), ("a", 0, 4, null), ("b", 2, 54, null),
            }));
            Assert.That(overview.OpenOrders, Is.EqualTo(1));
            Assert.That(overview.QuietBots.Select(b => b.BotId), Is.EqualTo(new[] { "a" }));
            Assert.That((await world.Store.Performance.GetOverviewAsync(TimeSpan.FromDays(2))).QuietBots, Is.Empty);
            Assert.That(async () => await world.Store.Performance.GetOverviewAsync(TimeSpan.Zero), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(await world.Store.Performance.QueryDaily().AnyAsync(), Is.False, "an overview stores nothing");
        }
    }

}
