using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class ExecutionRepositoryTests
{
    private TradingStore _trading = null!;

    private ExecutionRepository Executions => _trading.Store.Executions;

    [SetUp]
    public async Task Open() => _trading = await TradingStore.OpenAsync();

    [TearDown]
    public async Task Close() => await _trading.DisposeAsync();

    [Test]
    public async Task A_fill_moves_order_position_and_round_trip_at_once()
    {
        var order = await _trading.SubmitAsync();

        var recorded = await _trading.FillAsync(order, 40, 12);

        Assert.That(recorded.Order, Is.EqualTo(_trading.Store.Orders.FindOpen(order.OrderId)));
        Assert.That((recorded.Order!.Status, recorded.Order.FilledQuantity, recorded.Order.AverageFillPrice), Is.EqualTo((OrderStatus.Partial, 40m, 12m)));
        Assert.That(recorded.Position, Is.EqualTo(_trading.Store.Positions.Find(TradingStore.Bot, "NASDAQ", "AAPL")));
        Assert.That(recorded.Trades, Is.EqualTo(_trading.Store.RoundTrips.GetOpen()));
        Assert.That(await Executions.GetByOrderAsync(order.OrderId), Is.EqualTo(new[] { recorded.Execution }));
        Assert.That(recorded.Position!.OpenTradeId, Is.EqualTo(recorded.Trades.Single().TradeId));
    }

    [Test]
    public async Task A_fill_that_was_recorded_is_ignored_in_one_batch_and_in_flight_and_after_reopening()
    {
        var order = await _trading.SubmitAsync();
        var fill = Trading.Orders.Fill(order, 40, 12);
        var first = Executions.RecordAsync([fill, fill]);
        var second = Executions.RecordAsync(fill with { Quantity = 40.0m });
        Assert.That((await first).Select(r => r.IsRepeated), Is.EqualTo(new[] { false, true }));
        Assert.That((await second).IsRepeated, Is.True);
        await CheckAsync();
        await _trading.Store.Orders.CancelAsync(order.OrderId);
        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();

        async Task CheckAsync()
        {
            var before = await _trading.StateAsync();
            var again = await Executions.RecordAsync(fill with { ReportedAt = Some.Day });
            Assert.That(again.Execution, Is.EqualTo((await first)[0].Execution), "as it is stored");
            Assert.That((again.IsRepeated, again.Order, again.Trades.Count), Is.EqualTo((true, (Order?)null, 0)));
            Assert.That(await _trading.StateAsync(), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task The_same_id_with_something_else_is_refused_and_shows_what_is_stored()
    {
        var order = await _trading.SubmitAsync();
        var other = await _trading.SubmitAsync();
        var fill = Trading.Orders.Fill(order, 40, 12);
        var stored = (await Executions.RecordAsync(fill)).Execution;
        await CheckAsync();
        await _trading.Store.Orders.CancelAsync(order.OrderId);
        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();
        var inOneCall = Trading.Orders.Fill(other, 1, 10);
        await _trading.RefusesAsync<DuplicateKeyException>(() => Executions.RecordAsync([inOneCall, inOneCall with { Price = 11 }]));

        async Task CheckAsync()
        {
            foreach (var changed in new[]
            {
                fill with { Quantity = 2 }, fill with { Price = 11 }, fill with { ExecutedAt = fill.ExecutedAt.AddDays(-40) }, fill with { Commission = 1 }, fill with { Fees = 1 },
                fill with { CommissionCurrency = "BNB" }, fill with { OrderId = other.OrderId }, fill with { OrderId = Guid.NewGuid() },
            })
            {
                var error = await _trading.RefusesAsync<DuplicateKeyException>(() => Executions.RecordAsync([Trading.Orders.Fill(other, 1, 10), changed]));
                Assert.That((error.Table, error.Column, error.Value, error.Stored), Is.EqualTo(("executions", "execution_id", (object)fill.ExecutionId, (object)stored)));
                Assert.That(error.Message, Does.Contain($"order {order.OrderId}, buy 40 at 12"));
            }
        }
    }

    [Test]
    public async Task Too_large_and_unknown_and_wrong_fills_take_their_whole_batch_with_them()
    {
        var order = await _trading.SubmitAsync();
        var good = Trading.Orders.Fill(order, 60, 10);
        var over = await RefusedAsync<OverfillException>(Trading.Orders.Fill(order, 40.5m, 10));
        Assert.That((over.OrderQuantity, over.FilledQuantity, over.ExecutionQuantity), Is.EqualTo((100m, 60m, 40.5m)));
        var unknown = await RefusedAsync<UnknownReferenceException>(Trading.Orders.Fill(order, 1, 10) with { OrderId = Guid.NewGuid() });
        Assert.That((unknown.Table, unknown.Column), Is.EqualTo(("executions", "order_id")));
        foreach (var (column, fill) in new (string, Execution)[]
        {
            ("quantity", Trading.Orders.Fill(order, 0, 10)),
            ("price", Trading.Orders.Fill(order, 1, 0.000000001m)),
            ("symbol", Trading.Orders.Fill(order, 1, 10) with { Symbol = "IBM" }),
            ("side", Trading.Orders.Fill(order, 1, 10) with { Side = OrderSide.Sell }),
            ("executed_at", Trading.Orders.Fill(order, 40, 10) with { ExecutedAt = new DateTime(2024, 3, 5) }),
            ("executed_at", Trading.Orders.Fill(order, 40, 10) with { ExecutedAt = _trading.Now.AddDays(2) }),
            ("exchange_trade_id", Trading.Orders.Fill(order, 1, 10) with { ExchangeTradeId = new string('x', 256) }),
        })
        {
            var error = await RefusedAsync<InvalidRowException>(fill);
            Assert.That((error.Table, error.Column, error.RowIndex), Is.EqualTo(("executions", column, 1)));
        }

        Assert.That((await Executions.RecordAsync(good)).IsRepeated, Is.False);

        Task<TException> RefusedAsync<TException>(Execution fill)
            where TException : TradeStoreException => _trading.RefusesAsync<TException>(() => Executions.RecordAsync([good, fill]));
    }

    [TestCase(OrderStatus.Cancelled)]
    [TestCase(OrderStatus.Expired)]
    public async Task A_fill_that_comes_after_the_end_counts_in_flight_and_out_of_memory_and_after_reopening(OrderStatus status)
    {
        var order = await _trading.SubmitAsync();
        var ending = _trading.Store.Orders.UpdateStatusAsync(order.OrderId, status);
        var inFlight = await _trading.FillAsync(order, 10);
        await ending;
        Assert.That((inFlight.Order!.Status, inFlight.Order.FilledQuantity), Is.EqualTo((status, 10m)));
        Assert.That((await _trading.FillAsync(order, 20)).Order!.FilledQuantity, Is.EqualTo(30));
        await _trading.ReopenAsync();
        var both = await Executions.RecordAsync([Trading.Orders.Fill(order, 30, 10), Trading.Orders.Fill(order, 30, 10)]);
        Assert.That(both.Select(r => (r.Order!.Status, r.Order.FilledQuantity)), Is.EqualTo(new[] { (status, 60m), (status, 90m) }));
        await _trading.RefusesAsync<OverfillException>(() => _trading.FillAsync(order, 10.5m));
        Assert.That(_trading.Store.Orders.FindOpen(order.OrderId), Is.Null);

        var whole = await _trading.FillAsync(order, 10);

        Assert.That((whole.Order!.Status, whole.Execution.Type), Is.EqualTo((OrderStatus.Filled, ExecutionType.Full)));
        Assert.That(await _trading.Store.Orders.FindAsync(order.OrderId), Is.EqualTo(whole.Order));
        Assert.That(_trading.Store.Positions.Find(TradingStore.Bot, "NASDAQ", "AAPL")!.Quantity, Is.EqualTo(100));
        Assert.That((await _trading.Store.Orders.GetEventsAsync(order.OrderId)).Select(e => (e.FromStatus, e.ToStatus)), Is.EqualTo(new (OrderStatus?, OrderStatus)[]
        {
            (null, OrderStatus.Submitted), (OrderStatus.Submitted, status), (status, status), (status, status), (status, status), (status, status), (status, OrderStatus.Filled),
        }));
        await _trading.RefusesAsync<OverfillException>(() => _trading.FillAsync(order, 1));
    }

    [Test]
    public async Task Late_fills_from_many_tasks_add_up_to_the_order_and_no_further()
    {
        var order = await _trading.SubmitAsync();
        await _trading.Store.Orders.CancelAsync(order.OrderId);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(async () =>
        {
            try
            {
                return (await _trading.FillAsync(order, 4)).Execution.Quantity;
            }
            catch (OverfillException)
            {
                return 0;
            }
        })));

        Assert.That(outcomes.Count(q => q > 0), Is.EqualTo(25));
        Assert.That((await _trading.Store.Orders.FindAsync(order.OrderId))!.FilledQuantity, Is.EqualTo(100));
        Assert.That((await Executions.GetByOrderAsync(order.OrderId)).Sum(e => e.Quantity), Is.EqualTo(100));
        Assert.That(_trading.Store.Positions.Find(TradingStore.Bot, "NASDAQ", "AAPL")!.Quantity, Is.EqualTo(100));
    }

    [Test]
    public async Task A_rejected_order_takes_no_fill_in_flight_and_out_of_memory()
    {
        var order = await _trading.SubmitAsync();
        var rejecting = _trading.Store.Orders.UpdateStatusAsync(order.OrderId, OrderStatus.Rejected);
        await Assert.ThatAsync(() => _trading.FillAsync(order, 1), Throws.TypeOf<IllegalTransitionException>());
        await rejecting;
        var error = await _trading.RefusesAsync<IllegalTransitionException>(() => _trading.FillAsync(order, 1));
        Assert.That((error.From, error.To), Is.EqualTo((OrderStatus.Rejected, OrderStatus.Partial)));
    }
}
