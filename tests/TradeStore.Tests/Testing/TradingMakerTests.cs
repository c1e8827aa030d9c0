using TradeStore.Model;
using TradeStore.Testing;

namespace TradeStore.Tests.Testing;

internal sealed class TradingMakerTests
{
    [Test]
    public void The_same_seed_makes_the_same_orders_and_fills_and_another_makes_others()
    {
        var made = Describe(5);

        Assert.That(Describe(5), Is.EqualTo(made));
        Assert.That(Describe(6), Is.Not.EqualTo(made));

        static List<string> Describe(int seed)
        {
            var maker = new TradingMaker(seed);
            return [.. maker.Orders(100, maker.Bots(3)).Select(o => $"{o.Order} {string.Join(' ', o.Fills)}")];
        }
    }

    [Test]
    public async Task A_store_takes_every_order_and_every_fill()
    {
        var maker = new TradingMaker(11);
        var bots = maker.Bots(4);
        var orders = maker.Orders(120, bots);
        await using var store = await Store.OpenTemporaryAsync();
        foreach (var bot in bots)
        {
            await store.Bots.RegisterAsync(bot);
        }

        await store.Orders.SubmitAsync([.. orders.Select(o => o.Order)]);
        var recorded = await store.Executions.RecordAsync([.. orders.SelectMany(o => o.Fills).OrderBy(f => f.ExecutedAt)]);

        Assert.That(recorded.Select(r => r.IsRepeated), Has.None.True);
        foreach (var (order, fills) in orders)
        {
            var stored = await store.Orders.FindAsync(order.OrderId);
            var filled = fills.Sum(f => f.Quantity);
            Assert.That(stored!.FilledQuantity, Is.EqualTo(filled));
            Assert.That(stored.Status, Is.EqualTo(filled == 0 ? OrderStatus.Pending : filled == order.Quantity ? OrderStatus.Filled : OrderStatus.Partial));
        }
    }

    [Test]
    public void There_are_orders_of_every_kind()
    {
        var orders = new TradingMaker(2).Orders(300, new TradingMaker(2).Bots(3));

        Assert.That(orders.Select(o => o.Order.BotId).Distinct().Count(), Is.EqualTo(3));
        Assert.That(orders.Select(o => o.Order.Side).Distinct(), Is.EquivalentTo(new[] { OrderSide.Buy, OrderSide.Sell }));
        Assert.That(orders.Select(o => o.Order.Type).Distinct(), Is.EquivalentTo(new[] { OrderType.Limit, OrderType.Market }));
        Assert.That(orders.Select(o => o.Order.CreatedAt), Is.Ordered.Ascending);
        Assert.That(orders.Count(o => o.Fills.Count == 0), Is.InRange(60, 140));
        Assert.That(orders.Count(o => o.Fills.Sum(f => f.Quantity) == o.Order.Quantity), Is.InRange(60, 180));
        Assert.That(orders.Max(o => o.Fills.Count), Is.InRange(3, 4));
        Assert.That(orders.SelectMany(o => o.Fills.Select(f => f.ExecutedAt > o.Order.CreatedAt)), Has.All.True);
    }

    [Test]
    public void What_cannot_be_made_is_misuse()
    {
        Assert.That(() => new TradingMaker(1).Orders(1, []), Throws.ArgumentException);
        Assert.That(() => new TradingMaker(1).Orders(-1, new TradingMaker(1).Bots(1)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TradingMaker(1).Bots(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TradingMaker(1, new MarketDataSettings { Symbols = [] }), Throws.ArgumentException);
    }
}
