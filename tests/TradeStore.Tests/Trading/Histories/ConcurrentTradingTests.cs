using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;
using TradeStore.Trading;

namespace TradeStore.Tests.Trading.Histories;

/// <summary>Many tasks trade for the same bots at once; whatever comes first, the tables agree with one another.</summary>
internal sealed class ConcurrentTradingTests
{
    private const int Bots = 3;

    [TestCase(1)]
    [TestCase(2)]
    public async Task What_many_tasks_do_to_the_same_orders_and_positions_adds_up(int seed)
    {
        using var folder = new TemporaryFolder();
        await using (var store = await Quick.OpenAsync(folder))
        {
            for (var bot = 0; bot < Bots; bot++)
            {
                await store.Bots.RegisterAsync(Some.Bot($"bot {bot}"));
            }

            var orders = await store.Orders.SubmitAsync([.. Enumerable.Range(0, 60).Select(i => Order(i))]);
            var random = Quick.Seeded(seed);
            var isOver = false;
            var reading = Task.Run(async () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    await CheckFramesAsync(store);
                }
            });
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => random.Next()).ToList().Select(s => Task.Run(() => TradeAsync(store, orders, new Random(s)))));
            Volatile.Write(ref isOver, true);
            await reading;
            await CheckAsync(store);
        }

        await using var reopened = await Quick.OpenAsync(folder);
        await CheckAsync(reopened);
    }

    private static Order Order(int number) => Orders.Some(number % 2 == 0 ? OrderSide.Buy : OrderSide.Sell, 10) with { BotId = $"bot {number % Bots}" };

    private static async Task TradeAsync(Store store, IReadOnlyList<Order> orders, Random random)
    {
        Execution? last = null;
        for (var i = 0; i < 30; i++)
        {
            var order = orders[random.Next(orders.Count)];
            var fill = random.Next(6) == 0 && last is not null ? last : Orders.Fill(order, random.Next(1, 4), random.Next(1, 20));
            last = fill;
            try
            {
                await (random.Next(12) switch
                {
                    0 => store.Orders.CancelAsync(order.OrderId),
                    1 => store.Orders.AmendAsync(order.OrderId, quantity: random.Next(8, 14)),
                    2 => store.Positions.MarkAsync("NASDAQ", "AAPL", random.Next(1, 20)),
                    3 => store.Orders.SubmitAsync(Order(random.Next(30)) with { ClientOrderId = $"client {random.Next(40)}" }),
                    4 => store.Executions.RecordAsync([fill, Orders.Fill(orders[random.Next(orders.Count)], 1, 5)]),
                    _ => (Task)store.Executions.RecordAsync(fill),
                });
            }
            catch (TradeStoreException error) when (error is OverfillException or IllegalTransitionException or DuplicateKeyException or InvalidRowException)
            {
            }
        }
    }

    // One statement sees one state of the database: a fill and what it moved, or neither.
    private static async Task CheckFramesAsync(Store store) => Assert.That(
        await store.QueryAsync<long>("""
            SELECT count(*) FROM orders o
            WHERE o.filled_quantity <> (SELECT coalesce(sum(e.quantity), 0) FROM executions e WHERE e.order_id = o.order_id)
               OR o.filled_quantity <> (SELECT max(v.filled_quantity) FROM order_events v WHERE v.order_id = o.order_id)
            """),
        Is.EqualTo(new[] { 0L }));

    private static async Task CheckAsync(Store store)
    {
        await CheckFramesAsync(store);
        var orders = await store.Orders.Query().ToListAsync();
        var executions = await store.Executions.Query().ToListAsync();
        var trades = await store.RoundTrips.Query().ToListAsync();
        Assert.That(executions.Select(e => e.ExecutionId), Is.Unique);
        Assert.That(orders.Where(o => o.ClientOrderId is not null).Select(o => o.ClientOrderId), Is.Unique);
        Assert.That(store.Live.Orders.Rows.OrderBy(o => o.OrderId), Is.EqualTo(orders.Where(o => !OrderTransitions.IsTerminal(o.Status)).OrderBy(o => o.OrderId)));
        foreach (var order in orders)
        {
            Assert.That(order.FilledQuantity, Is.LessThanOrEqualTo(order.Quantity));
            Assert.That(order.Status == OrderStatus.Filled, Is.EqualTo(order.FilledQuantity == order.Quantity));
            var events = await store.Orders.GetEventsAsync(order.OrderId);
            Assert.That(events[0].FromStatus, Is.Null);
            Assert.That(events.Skip(1).Select(e => e.FromStatus), Is.EqualTo(events.SkipLast(1).Select(e => (OrderStatus?)e.ToStatus)));
            Assert.That((events[^1].ToStatus, events[^1].FilledQuantity), Is.EqualTo((order.Status, order.FilledQuantity)));
            Assert.That(events.Count(e => e.FilledQuantity != 0), Is.GreaterThanOrEqualTo(executions.Count(e => e.OrderId == order.OrderId)));
        }

        foreach (var position in await store.Positions.Query().ToListAsync())
        {
            var fills = executions.Where(e => e.BotId == position.BotId).ToList();
            var net = fills.Sum(e => e.Side == OrderSide.Buy ? e.Quantity : -e.Quantity);
            Assert.That(position.Side == PositionSide.Short ? -position.Quantity : position.Quantity, Is.EqualTo(net));
            Assert.That(position.RealizedPnl, Is.EqualTo(fills.Sum(e => e.RealizedPnl)));
            Assert.That(store.Positions.Find(position.BotId, position.Exchange, position.Symbol), Is.EqualTo(position));
            Assert.That(trades.SingleOrDefault(t => t.BotId == position.BotId && t.Status == TradeStatus.Open)?.TradeId, Is.EqualTo(position.OpenTradeId));
            Assert.That(trades.Where(t => t.BotId == position.BotId).Sum(t => t.Quantity + t.ExitQuantity), Is.EqualTo(fills.Sum(e => e.Quantity)));
        }
    }
}
