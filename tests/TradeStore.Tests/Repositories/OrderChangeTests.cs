using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class OrderChangeTests
{
    private static readonly Guid Unknown = new("0199c3a2-7c1e-7b52-a4a9-1f2e3d4c5b6a");
    private TradingStore _trading = null!;

    private OrderRepository Orders => _trading.Store.Orders;

    [SetUp]
    public async Task Open() => _trading = await TradingStore.OpenAsync();

    [TearDown]
    public async Task Close() => await _trading.DisposeAsync();

    [Test]
    public async Task The_status_changes_as_the_table_says_and_every_change_is_an_event()
    {
        var order = await Orders.SubmitAsync(TradingStore.Order() with { Status = OrderStatus.Pending });
        await Orders.UpdateStatusAsync(order.OrderId, OrderStatus.Submitted);
        await _trading.RefusesAsync<IllegalTransitionException>(() => Orders.UpdateStatusAsync(order.OrderId, OrderStatus.Pending));
        await _trading.RefusesAsync<IllegalTransitionException>(() => Orders.UpdateStatusAsync(order.OrderId, OrderStatus.Submitted));
        await _trading.RefusesAsync<ArgumentException>(() => Orders.UpdateStatusAsync(order.OrderId, OrderStatus.Filled));
        await _trading.RefusesAsync<ArgumentException>(() => Orders.UpdateStatusAsync(order.OrderId, OrderStatus.Partial));
        await _trading.FillAsync(order, 40);
        await _trading.RefusesAsync<IllegalTransitionException>(() => Orders.UpdateStatusAsync(order.OrderId, OrderStatus.Rejected));
        var text = await _trading.RefusesAsync<InvalidRowException>(() => Orders.CancelAsync(order.OrderId, new string('x', 1_025)));
        Assert.That((text.Table, text.Column), Is.EqualTo(("orders", "status_message")));

        var cancelled = await Orders.CancelAsync(order.OrderId, "enough");

        Assert.That((cancelled.Status, cancelled.StatusMessage, cancelled.FilledQuantity), Is.EqualTo((OrderStatus.Cancelled, "enough", 40m)));
        Assert.That((await Orders.GetEventsAsync(order.OrderId)).Select(e => (e.FromStatus, e.ToStatus, e.FilledQuantity, e.Message)), Is.EqualTo(new (OrderStatus?, OrderStatus, decimal, string?)[]
        {
            (null, OrderStatus.Pending, 0, null), (OrderStatus.Pending, OrderStatus.Submitted, 0, null), (OrderStatus.Submitted, OrderStatus.Partial, 40, null),
            (OrderStatus.Partial, OrderStatus.Cancelled, 40, "enough"),
        }));
    }

    [Test]
    public async Task What_has_ended_stays_so_in_flight_and_out_of_memory_and_after_reopening()
    {
        var order = await _trading.SubmitAsync();
        var ending = Orders.CancelAsync(order.OrderId);
        var late = new Func<Task>[] { () => Orders.CancelAsync(order.OrderId), () => Orders.AmendAsync(order.OrderId, quantity: 5), () => Orders.NoteRetryAsync(order.OrderId) };
        var inFlight = Array.ConvertAll(late, call => call());
        await ending;
        foreach (var task in inFlight)
        {
            Assert.That((await Assert.ThrowsAsync<IllegalTransitionException>(async () => await task))!.From, Is.EqualTo(OrderStatus.Cancelled));
        }

        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();

        async Task CheckAsync()
        {
            Assert.That((Orders.FindOpen(order.OrderId), Orders.GetOpen().Count), Is.EqualTo(((Order?)null, 0)));
            Assert.That((await Orders.FindAsync(order.OrderId))!.Status, Is.EqualTo(OrderStatus.Cancelled));
            foreach (var call in late)
            {
                Assert.That((await _trading.RefusesAsync<IllegalTransitionException>(call)).Legal, Is.Empty);
            }
        }
    }

    [Test]
    public async Task An_order_that_is_not_there_is_said_to_be_unknown()
    {
        Assert.That(await Orders.FindAsync(Unknown), Is.Null);
        Assert.That(await Orders.FindByClientIdAsync("x"), Is.Null);
        foreach (var call in new Func<Task>[] { () => Orders.CancelAsync(Unknown), () => Orders.AmendAsync(Unknown, 1), () => Orders.NoteRetryAsync(Unknown) })
        {
            Assert.That((await _trading.RefusesAsync<UnknownReferenceException>(call)).Value, Is.EqualTo(Unknown));
        }
    }

    [Test]
    public async Task An_order_is_amended_and_tried_again_while_it_stands()
    {
        var order = await Orders.SubmitAsync(TradingStore.Order() with { Type = OrderType.Limit, Price = 10 });
        await _trading.FillAsync(order, 40);
        var amended = await Orders.AmendAsync(order.OrderId, quantity: 60, price: 11, message: "closer");
        var tried = await Orders.NoteRetryAsync(order.OrderId, "again");
        Assert.That((amended.Quantity, amended.Price, amended.Status, tried.RetryCount), Is.EqualTo((60m, 11m, OrderStatus.Partial, 1L)));
        await _trading.RefusesAsync<InvalidRowException>(() => Orders.AmendAsync(order.OrderId, quantity: 40));
        await _trading.RefusesAsync<InvalidRowException>(() => Orders.AmendAsync(order.OrderId, quantity: 39));
        await _trading.RefusesAsync<InvalidRowException>(() => Orders.AmendAsync(order.OrderId, stopPrice: 5));
        await _trading.RefusesAsync<InvalidRowException>(() => Orders.AmendAsync(order.OrderId, price: 0.000000001m));
        await _trading.ReopenAsync();
        Assert.That(Orders.FindOpen(order.OrderId), Is.EqualTo(tried));
        Assert.That((await Orders.GetEventsAsync(order.OrderId)).Select(e => (e.RetryCount, e.Message)), Is.EqualTo(new (long, string?)[] { (0, null), (0, null), (0, "closer"), (1, "again") }));
    }

    [Test]
    public async Task Events_come_in_their_order_when_the_clock_is_set_back()
    {
        var clock = new SetBackClock();
        await using var trading = await TradingStore.OpenAsync(options => options.TimeProvider = clock);
        var order = await trading.SubmitAsync().Soon();
        clock.SetBack();
        await trading.Store.Executions.RecordAsync([.. Enumerable.Range(0, 3).Select(_ => Trading.Orders.Fill(order, 20, 10))]).Soon();
        clock.SetBack();
        await trading.Store.Orders.CancelAsync(order.OrderId).Soon();
        await trading.FillAsync(order, 40).Soon();

        var events = await trading.Store.Orders.GetEventsAsync(order.OrderId).Soon();

        Assert.That(events.Select(e => e.FilledQuantity), Is.EqualTo(new[] { 0m, 20, 40, 60, 60, 100 }));
        Assert.That(events.Skip(1).Select(e => e.FromStatus), Is.EqualTo(events.SkipLast(1).Select(e => (OrderStatus?)e.ToStatus)));
        Assert.That(events[0].Timestamp, Is.GreaterThan(events[^1].Timestamp));
    }

    [Test]
    public async Task Orders_are_found_by_whatever_they_have()
    {
        await _trading.Store.Bots.RegisterAsync(Some.Bot("other"));
        var correlation = Guid.NewGuid();
        var first = await Orders.SubmitAsync(TradingStore.Order() with { StrategyId = "crossing", CorrelationId = correlation });
        _trading.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await Orders.SubmitAsync(TradingStore.Order(symbol: "IBM") with { BotId = "other", CorrelationId = correlation });
        var cancelled = await Orders.CancelAsync((await _trading.SubmitAsync()).OrderId);

        Assert.That(await Orders.FindByCorrelationIdAsync(correlation), Is.EqualTo(new[] { first, second }));
        Assert.That(await Orders.Query().Where(o => o.Symbol == "IBM").ToListAsync(), Is.EqualTo(new[] { second }));
        Assert.That(await Orders.Query().Where(o => o.Status == OrderStatus.Cancelled).ToListAsync(), Is.EqualTo(new[] { cancelled }));
        Assert.That(await Orders.Query().Where(o => o.StrategyId == "crossing").ToListAsync(), Is.EqualTo(new[] { first }));
        Assert.That(await Orders.Query().Where(o => o.BotId == "other").ToListAsync(), Is.EqualTo(new[] { second }));
        Assert.That(Orders.GetOpen("other"), Is.EqualTo(new[] { second }));
        Assert.That(Orders.GetOpen(symbol: "AAPL"), Is.EqualTo(new[] { first }));
        Assert.That(Orders.GetOpen(), Is.EqualTo(new[] { first, second }));
    }

    /// <summary>A clock on the wall that somebody sets back; what measures time goes on.</summary>
    private sealed class SetBackClock : TimeProvider
    {
        private TimeSpan _behind;

        public void SetBack() => _behind += TimeSpan.FromHours(1);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - _behind;
    }
}
