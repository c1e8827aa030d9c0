using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class OrderRepositoryTests
{
    private static readonly Guid Unknown = new("0199c3a2-7c1e-7b52-a4a9-1f2e3d4c5b6a");
    private TradingStore _trading = null!;

    private OrderRepository Orders => _trading.Store.Orders;

    private static IEnumerable<TestCaseData> Kept => new (string Column, Func<Order, Order> Change)[]
    {
        ("filled_quantity", o => o with { FilledQuantity = 1 }),
        ("filled_notional", o => o with { FilledNotional = 1 }),
        ("average_fill_price", o => o with { AverageFillPrice = 1 }),
        ("filled_at", o => o with { FilledAt = Some.Day }),
        ("commission", o => o with { Commission = -1 }),
        ("quantity", o => o with { Quantity = 0 }),
        ("price", o => o with { Type = OrderType.Limit }),
        ("metadata", o => o with { Metadata = "{" }),
        ("created_at", o => o with { CreatedAt = new DateTime(2024, 3, 5) }),
    }.Select(c => new TestCaseData(c.Column, c.Change).SetArgDisplayNames(c.Column));

    [SetUp]
    public async Task Open() => _trading = await TradingStore.OpenAsync();

    [TearDown]
    public async Task Close() => await _trading.DisposeAsync();

    [Test]
    public async Task A_new_order_gets_its_id_and_times_and_its_first_event()
    {
        var given = TradingStore.Order() with { Status = OrderStatus.Pending, StatusMessage = "sent", RetryCount = 2 };

        var order = await Orders.SubmitAsync(given);

        Assert.That(order.OrderId.Version, Is.EqualTo(7));
        Assert.That(order, Is.EqualTo(given with { OrderId = order.OrderId, CreatedAt = _trading.Now, UpdatedAt = _trading.Now }));
        Assert.That(Orders.FindOpen(order.OrderId), Is.EqualTo(order));
        Assert.That((await _trading.SubmitAsync()).SubmittedAt, Is.EqualTo(_trading.Now));
        Assert.That(await Orders.GetEventsAsync(order.OrderId), Is.EqualTo(new[]
        {
            new OrderEvent
            {
                Timestamp = _trading.Now, OrderId = order.OrderId, BotId = TradingStore.Bot, FromStatus = null, ToStatus = OrderStatus.Pending, Message = "sent",
                RetryCount = 2, CorrelationId = order.CorrelationId,
            },
        }));
    }

    [TestCaseSource(nameof(Kept))]
    public async Task A_row_that_breaks_a_rule_is_named_and_takes_its_whole_batch_with_it(string column, Func<Order, Order> change)
    {
        var error = await _trading.RefusesAsync<InvalidRowException>(() => Orders.SubmitAsync([TradingStore.Order(), change(TradingStore.Order())]));

        Assert.That((error.Table, error.Column, error.RowIndex), Is.EqualTo(("orders", column, 1)));
    }

    [Test]
    public async Task Unknown_bots_and_parents_are_refused()
    {
        var bot = await _trading.RefusesAsync<UnknownReferenceException>(() => Orders.SubmitAsync(TradingStore.Order() with { BotId = "nobody" }));
        var none = await _trading.RefusesAsync<UnknownReferenceException>(() => Orders.SubmitAsync(TradingStore.Order() with { BotId = null! }));
        var parent = await _trading.RefusesAsync<UnknownReferenceException>(() => Orders.SubmitAsync(TradingStore.Order() with { ParentOrderId = Unknown }));
        var own = await _trading.RefusesAsync<UnknownReferenceException>(() => Orders.SubmitAsync(TradingStore.Order() with { OrderId = Unknown, ParentOrderId = Unknown }));

        Assert.That(new[] { bot, none, parent, own }.Select(e => e.Column), Is.EqualTo(new[] { "bot_id", "bot_id", "parent_order_id", "parent_order_id" }));
        Assert.That((bot.Value, none.Value, parent.Value), Is.EqualTo(("nobody", "", Unknown)));
    }

    [TestCase(OrderStatus.None)]
    [TestCase(OrderStatus.Partial)]
    [TestCase(OrderStatus.Filled)]
    [TestCase(OrderStatus.Cancelled)]
    public async Task An_order_begins_as_pending_or_submitted(OrderStatus status) =>
        await _trading.RefusesAsync<IllegalTransitionException>(() => Orders.SubmitAsync(TradingStore.Order() with { Status = status }));

    [Test]
    public async Task An_id_that_is_taken_is_refused_in_one_batch_and_after_the_order_has_ended_and_after_reopening()
    {
        var order = TradingStore.Order() with { OrderId = Unknown, ClientOrderId = "mine" };
        await _trading.RefusesAsync<DuplicateKeyException>(() => Orders.SubmitAsync([order, order with { OrderId = Guid.NewGuid() }]));
        await Orders.SubmitAsync(order);
        await CheckAsync();
        await Orders.CancelAsync(Unknown);
        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();

        async Task CheckAsync()
        {
            var id = await _trading.RefusesAsync<DuplicateKeyException>(() => Orders.SubmitAsync(order with { ClientOrderId = "other" }));
            var client = await _trading.RefusesAsync<DuplicateKeyException>(() => Orders.SubmitAsync(order with { OrderId = Guid.Empty }));
            Assert.That((id.Column, id.Value, client.Column, client.Value), Is.EqualTo(("order_id", Unknown, "client_order_id", "mine")));
        }
    }

    [Test]
    public async Task Of_many_tasks_that_submit_the_same_client_order_id_one_wins()
    {
        var tasks = Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            try
            {
                return (await Orders.SubmitAsync(TradingStore.Order() with { ClientOrderId = "once" })).OrderId;
            }
            catch (DuplicateKeyException)
            {
                return Guid.Empty;
            }
        }));

        var won = (await Task.WhenAll(tasks)).Where(id => id != Guid.Empty).ToList();

        Assert.That(won, Has.Count.EqualTo(1));
        Assert.That((await Orders.FindByClientIdAsync("once"))!.OrderId, Is.EqualTo(won[0]));
        Assert.That(await Orders.Query().CountAsync(), Is.EqualTo(1));
        Assert.That(await Orders.QueryEvents().CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_bracket_comes_in_whole_or_not_at_all()
    {
        var parent = TradingStore.Order() with { OrderId = Unknown };
        var stop = TradingStore.Order(OrderSide.Sell) with { Type = OrderType.Stop, StopPrice = 9, ParentOrderId = Unknown };
        var target = TradingStore.Order(OrderSide.Sell) with { Type = OrderType.Limit, Price = 12, ParentOrderId = Unknown };
        await _trading.RefusesAsync<UnknownReferenceException>(() => Orders.SubmitAsync([stop, target, parent]));
        await _trading.RefusesAsync<InvalidRowException>(() => Orders.SubmitAsync([parent, stop, target with { Price = null }]));

        var submitted = await Orders.SubmitAsync([parent, stop, target]);

        Assert.That(await Orders.GetChildrenAsync(Unknown), Is.EquivalentTo(submitted.Skip(1)));
        Assert.That(Orders.GetOpen(TradingStore.Bot, "AAPL"), Is.EquivalentTo(submitted));
        Assert.That(await Orders.SubmitAsync([]), Is.Empty);
    }
}
