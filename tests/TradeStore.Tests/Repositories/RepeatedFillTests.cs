using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Tables;
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

    [Test]
    public async Task A_venues_id_that_differs_under_the_same_own_id_is_refused_and_one_that_is_missing_is_not()
    {
        var order = await _trading.SubmitAsync();
        var own = Fill(order, "T-1") with { ExecutionId = Guid.NewGuid() };
        await Executions.RecordAsync(own);

        var error = await _trading.RefusesAsync<DuplicateKeyException>(() => Executions.RecordAsync(own with { ExchangeTradeId = "T-2" }));
        Assert.That(error.Column, Is.EqualTo("execution_id"));
        Assert.That(error.Message, Does.Contain("exchange_trade_id T-1"));
        Assert.That((await Executions.RecordAsync(own with { ExchangeTradeId = null })).IsRepeated, Is.True);
    }

    [Test]
    public async Task A_venues_id_that_a_later_report_brings_is_learnt()
    {
        var order = await _trading.SubmitAsync();
        var own = Fill(order, "T-1") with { ExecutionId = Guid.NewGuid(), ExchangeTradeId = null };
        var both = own with { ExchangeTradeId = "T-1" };
        var venue = both with { ExecutionId = Guid.Empty };
        var another = Fill(order, "T-9") with { Quantity = 5 };
        await Executions.RecordAsync([own, both, venue, another]);
        await CheckAsync();
        await _trading.ReopenAsync();
        await CheckAsync();
        await _trading.Store.Orders.CancelAsync(order.OrderId);
        await _trading.Store.Tiering.ExportAsync("executions", Some.Day.AddDays(-40), Some.Day.AddDays(40));
        await _trading.ReopenAsync();
        await CheckAsync();

        async Task CheckAsync()
        {
            Assert.That((await Executions.RecordAsync([own, both, venue])).Select(r => r.IsRepeated), Has.All.True);
            Assert.That((await Executions.RecordAsync(venue)).IsRepeated, Is.True);
            Assert.That(Held, Is.EqualTo(6));
            var other = await _trading.RefusesAsync<DuplicateKeyException>(() => Executions.RecordAsync(own with { ExchangeTradeId = "T-2" }));
            Assert.That(other.Column, Is.EqualTo("execution_id"));
            Assert.That(other.Message, Does.Contain("exchange_trade_id T-1"));
            var changed = await _trading.RefusesAsync<DuplicateKeyException>(() => Executions.RecordAsync(venue with { Price = 11 }));
            Assert.That((changed.Column, ((Execution)changed.Stored!).Price, ((Execution)changed.Stored).ExecutionId), Is.EqualTo(("exchange_trade_id", 10m, own.ExecutionId)));
        }
    }

    [Test]
    public async Task A_venues_id_of_another_fill_is_not_learnt()
    {
        var order = await _trading.SubmitAsync();
        var own = Fill(order, "T-1") with { ExecutionId = Guid.NewGuid(), ExchangeTradeId = null };
        var another = (await Executions.RecordAsync([own, Fill(order, "T-9") with { Quantity = 5 }]))[1].Execution;

        var error = await _trading.RefusesAsync<DuplicateKeyException>(() => Executions.RecordAsync(own with { ExchangeTradeId = "T-9" }));

        Assert.That((error.Column, error.Stored), Is.EqualTo(("exchange_trade_id", (object)another)));
    }

    [Test]
    public async Task A_fill_of_a_month_whose_executions_cannot_be_read_is_refused_until_they_can_be_and_others_go_on()
    {
        var order = await _trading.SubmitAsync();
        var other = await _trading.SubmitAsync(symbol: "IBM");
        var (own, venue, both) = (Fill(order, "T-1") with { ExecutionId = Guid.NewGuid(), ExchangeTradeId = null }, Fill(order, "T-2"), Fill(order, "T-3") with { ExecutionId = Guid.NewGuid() });
        await Executions.RecordAsync([own, venue, both]);
        await _trading.Store.Tiering.ExportAsync("executions", Some.Day.AddDays(-40), Some.Day.AddDays(40));
        var file = _trading.Store.Parts.Maps!.Current.Segments(ExecutionTable.Definition).Single().File!;
        var elsewhere = Path.GetTempFileName();
        await _trading.ReopenAsync(folder => File.Move(Path.Combine(folder, file), elsewhere, overwrite: true));

        foreach (var fill in new[] { own, venue, both })
        {
            var error = await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)Executions.RecordAsync([Fill(other, "T-4") with { ExecutedAt = Some.Day.AddMonths(-1) }, fill]));
            Assert.That(Held, Is.EqualTo(3));
            Assert.That(error!.Message, Does.Contain("202403").And.Contain("executions"));
        }

        Assert.That((await Executions.RecordAsync(Fill(other, "T-4") with { ExecutedAt = Some.Day.AddMonths(-1) })).IsRepeated, Is.False);
        await _trading.ReopenAsync(folder =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Move(elsewhere, Path.Combine(folder, file));
        });
        Assert.That((await _trading.Store.RepairAsync()).IsWhole, Is.True);
        await _trading.ReopenAsync();

        Assert.That((await Executions.RecordAsync([own, venue, both])).Select(r => r.IsRepeated), Has.All.True);
        Assert.That(Held, Is.EqualTo(3));
        Assert.That(await Executions.Query().CountAsync(), Is.EqualTo(4));
    }

    // As callers report it: without an id of their own, and without what the order says.
    private static Execution Fill(Order order, string id) => new() { OrderId = order.OrderId, Quantity = 1, Price = 10, ExecutedAt = Some.Day, ExchangeTradeId = id };
}
