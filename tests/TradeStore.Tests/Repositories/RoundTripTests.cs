using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class RoundTripTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task An_order_its_fills_its_position_and_its_round_trip_move_together_and_survive_reopening()
    {
        Order order;
        await using (var store = await Quick.OpenAsync(_folder))
        {
            await store.Bots.RegisterAsync(new Bot { BotId = "momentum", Name = "Momentum", Strategy = "sma", Status = BotStatus.Running });
            order = await store.Orders.SubmitAsync(Buy(100, clientOrderId: "c-1"));
            await store.Orders.UpdateStatusAsync(order.OrderId, OrderStatus.Submitted);
            var first = await store.Executions.RecordAsync(new Execution { OrderId = order.OrderId, Quantity = 40, Price = 10, ExecutedAt = Some.Day, Commission = 1 });
            await store.Executions.RecordAsync(new Execution { OrderId = order.OrderId, Quantity = 60, Price = 11, ExecutedAt = Some.Day.AddSeconds(1), Commission = 1 });

            Assert.That(first.Order!.Status, Is.EqualTo(OrderStatus.Partial));
            Assert.That(store.Orders.FindOpen(order.OrderId), Is.Null);
            Assert.That((await store.Executions.RecordAsync(first.Execution)).IsRepeated, Is.True);
            Assert.That(async () => await store.Orders.CancelAsync(order.OrderId), Throws.TypeOf<IllegalTransitionException>());
            Assert.That(
                async () => await store.Executions.RecordAsync(new Execution { OrderId = order.OrderId, Quantity = 1, Price = 10, ExecutedAt = Some.Day }),
                Throws.TypeOf<OverfillException>());
            Assert.That(async () => await store.Orders.SubmitAsync(Buy(1, clientOrderId: "c-1")), Throws.TypeOf<DuplicateKeyException>());
        }

        await using var reopened = await Quick.OpenAsync(_folder);
        var position = reopened.Positions.Find("momentum", "NASDAQ", "AAPL")!;
        Assert.That((position.Side, position.Quantity, position.AverageEntryPrice, position.CostBasis), Is.EqualTo((PositionSide.Long, 100m, 10.6m, 1_060m)));
        Assert.That(reopened.RoundTrips.GetOpen("momentum").Single().EntryPrice, Is.EqualTo(10.6m));
        var stored = await reopened.Orders.FindByClientIdAsync("c-1");
        Assert.That((stored!.OrderId, stored.Status, stored.FilledQuantity, stored.AverageFillPrice, stored.Commission), Is.EqualTo((order.OrderId, OrderStatus.Filled, 100m, 10.6m, 2m)));
        var events = await reopened.Orders.GetEventsAsync(order.OrderId);
        Assert.That(events.Select(e => e.ToStatus), Is.EqualTo(new[] { OrderStatus.Pending, OrderStatus.Submitted, OrderStatus.Partial, OrderStatus.Filled }));
        Assert.That(await reopened.Executions.GetByOrderAsync(order.OrderId), Has.Count.EqualTo(2));
        var sell = await reopened.Orders.SubmitAsync(Buy(150) with { Side = OrderSide.Sell });
        var flip = await reopened.Executions.RecordAsync(new Execution { OrderId = sell.OrderId, Quantity = 150, Price = 12, ExecutedAt = Some.Day.AddMinutes(1) });
        Assert.That((flip.Execution.RealizedPnl, flip.Position!.Side, flip.Position.Quantity), Is.EqualTo((140m, PositionSide.Short, 50m)));
        var recent = await reopened.RoundTrips.Query().OrderBy(t => t.EntryTime).ToListAsync();
        Assert.That(recent.Select(t => (t.Status, t.PnlUsd)), Is.EqualTo(new (TradeStatus, decimal?)[] { (TradeStatus.Closed, 138m), (TradeStatus.Open, null) }));
    }

    private static Order Buy(decimal quantity, string? clientOrderId = null) => new()
    {
        BotId = "momentum",
        Exchange = "NASDAQ",
        Symbol = "AAPL",
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        TimeInForce = TimeInForce.Day,
        Quantity = quantity,
        ClientOrderId = clientOrderId,
    };
}
