using TradeStore.Decisions;
using TradeStore.Model;
using TradeStore.Tests.Support;
using TradeStore.Trading;

namespace TradeStore.Tests.Trading;

internal sealed class FillDecisionsTests
{
    [Test]
    public async Task An_ended_order_is_read_again_after_a_late_fill_of_its_own_and_not_after_those_of_others()
    {
        await using var trading = await TradingStore.OpenAsync();
        var live = trading.Store.Live;
        var decisions = new FillDecisions(live, new OrderDecisions(live));
        var order = await CancelledAsync();
        var other = await CancelledAsync();
        var (early, late, others) = (new EndedOrders(), new EndedOrders(), new EndedOrders());
        foreach (var (ended, asked) in new[] { (early, order), (late, order), (others, other) })
        {
            Assert.That(await RecordAsync(ended, asked), Is.Null);
            Assert.That(ended.Missing, Is.EqualTo(new[] { asked.OrderId }));
            ended.Add(asked);
            Assert.That(ended.Missing, Is.Empty);
        }

        Assert.That((await RecordAsync(others, other))!.Single().Order!.FilledQuantity, Is.EqualTo(1));
        Assert.That((await RecordAsync(early, order))!.Single().Order!.FilledQuantity, Is.EqualTo(1));
        Assert.That(await RecordAsync(late, order), Is.Null);
        Assert.That(late.Missing, Is.EqualTo(new[] { order.OrderId }));
        late.Add((await trading.Store.Orders.FindAsync(order.OrderId))!);
        Assert.That((await RecordAsync(late, order))!.Single().Order!.FilledQuantity, Is.EqualTo(2));

        Task<IReadOnlyList<RecordedExecution>?> RecordAsync(EndedOrders ended, Order filled) =>
            live.Gate.DecideAsync(d => decisions.Record(d, [Orders.Fill(filled, 1, 10)], ended, new RecordedFills()), CancellationToken.None);

        async Task<Order> CancelledAsync() => await trading.Store.Orders.CancelAsync((await trading.SubmitAsync()).OrderId);
    }
}
