using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

/// <summary>A fill that the venue reports again under its own id, without an id of the caller's.</summary>
internal sealed class RepeatedFillTests
{
    private TradingStore _trading = null!;

    private ExecutionRepository Executions => _trading.Store.Executions;

    private decimal Held => _trading.Store.Positions.Find(TradingStore.Bot, "NASDAQ", "AAPL")?.Quantity ?? 0;

    [SetUp]
    public async Task Open() => _trading = await TradingStore.OpenAsync();

    [TearDown]
    public async Task Close() => await _trading.DisposeAsync();

    [Test]
    public async Task A_fill_under_the_venues_id_counts_once_in_one_batch_in_flight_after_reopening_and_after_the_orders_end()
    {
        var order = await _trading.SubmitAsync();
        var fill = Fill(order, "T-1");
        var first = Executions.RecordAsync([fill, fill]);
        var second = Executions.RecordAsync(fill with { Exchange = order.Exchange, Symbol = order.Symbol, Side = order.Side, ReportedAt = Some.Day });
        Assert.That((await first).Select(r => r.IsRepeated), Is.EqualTo(new[] { false, true }));
        Assert.That((await second).IsRepeated, Is.True);
        Assert.That(Held, Is.EqualTo(1));
        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();
        await _trading.Store.Orders.CancelAsync(order.OrderId);
        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();
        Assert.That((await Executions.RecordAsync(Fill(order, "T-2"))).IsRepeated, Is.False, "another one is late, and counts");
        Assert.That(Held, Is.EqualTo(2));

        async Task CheckAsync()
        {
            var before = await _trading.StateAsync();
            var again = await Executions.RecordAsync(fill with { ExecutionId = Guid.NewGuid(), Quantity = 1.00m });
            Assert.That((again.IsRepeated, again.Order, again.Trades.Count), Is.EqualTo((true, (Order?)null, 0)));
            Assert.That(await _trading.StateAsync(), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task The_same_id_with_something_else_is_refused_and_shows_what_is_stored()
    {
        var order = await _trading.SubmitAsync();
        var other = await _trading.SubmitAsync();
        var stored = (await Executions.RecordAsync(Fill(order, "T-1"))).Execution;
        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();
        await _trading.RefusesAsync<DuplicateKeyException>(() => Executions.RecordAsync([Fill(order, "T-3"), Fill(order, "T-3") with { Price = 11 }]));

        async Task CheckAsync()
        {
            foreach (var fill in new[]
            {
                Fill(order, "T-1") with { Quantity = 2 }, Fill(order, "T-1") with { Price = 11 }, Fill(order, "T-1") with { ExecutedAt = Some.Day.AddSeconds(1) },
                Fill(order, "T-1") with { Commission = 1 }, Fill(order, "T-1") with { Fees = 1 }, Fill(order, "T-1") with { CommissionCurrency = "BNB" }, Fill(other, "T-1"),
            })
            {
                var error = await _trading.RefusesAsync<DuplicateKeyException>(() => Executions.RecordAsync(fill));
                Assert.That((error.Table, error.Column, error.Value, error.Stored), Is.EqualTo(("executions", "exchange_trade_id", (object)"T-1", (object)stored)));
                Assert.That(error.Message, Does.Contain($"order {order.OrderId}, buy 1 at 10"));
            }
        }
    }

    [Test]
    public async Task One_id_on_another_symbol_exchange_or_side_is_another_fill()
    {
        var orders = new[]
        {
            Trading.Orders.Some(), Trading.Orders.Some() with { Symbol = "MSFT" }, Trading.Orders.Some() with { Exchange = "NYSE" }, Trading.Orders.Some(OrderSide.Sell),
        };
        foreach (var order in orders)
        {
            var submitted = await _trading.Store.Orders.SubmitAsync(order with { BotId = TradingStore.Bot });
            Assert.That((await Executions.RecordAsync(Fill(submitted, "T-1"))).IsRepeated, Is.False);
        }

        Assert.That(await Executions.Query().CountAsync(), Is.EqualTo(orders.Length));
    }

    // As callers report it: without an id of their own, and without what the order says.
    private static Execution Fill(Order order, string id) => new() { OrderId = order.OrderId, Quantity = 1, Price = 10, ExecutedAt = Some.Day, ExchangeTradeId = id };
}
