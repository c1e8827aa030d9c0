using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Journal;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Trading;

/// <summary>The journal refuses a group while decisions that rest on it are in flight.</summary>
internal sealed class JournalFailureTests
{
    private Support.TemporaryFolder _journal = null!;
    private FailingStorage _disk = null!;
    private TradingStore _trading = null!;

    [SetUp]
    public async Task Open()
    {
        _journal = new Support.TemporaryFolder();
        _disk = new FailingStorage(_journal.Path);
        _trading = await TradingStore.OpenAsync(options => options.Journal.Storage = _disk);
    }

    [TearDown]
    public async Task Close()
    {
        _disk.MakeRoom();
        _disk.LetGo();
        await _trading.DisposeAsync();
        _disk.Dispose();
        _journal.Dispose();
    }

    [Test]
    public async Task What_rests_on_a_refused_group_fails_with_it_and_succeeds_when_there_is_room()
    {
        var store = _trading.Store;
        var order = await _trading.SubmitAsync();
        await _trading.FillAsync(order, 10);
        var fill = Orders.Fill(order, 40, 12);
        var child = TradingStore.Order() with { ClientOrderId = "child", ParentOrderId = order.OrderId };
        await CheckAsync(
        [
            () => store.Executions.RecordAsync(fill),
            () => store.Executions.RecordAsync(fill),
            () => store.Executions.RecordAsync([Orders.Fill(order, 20, 9), fill, Orders.Fill(order, 5, 9)]),
            () => store.Orders.SubmitAsync(child),
            () => store.Positions.MarkAsync("NASDAQ", "AAPL", 8),
            () => store.Positions.SetTrailingStopAsync(TradingStore.Bot, "NASDAQ", "AAPL", 1),
            () => store.Orders.AmendAsync(order.OrderId, quantity: 90),
            () => store.Orders.CancelAsync(order.OrderId),
        ]);
        Assert.That((await _trading.Store.Orders.FindAsync(order.OrderId))!.FilledQuantity, Is.EqualTo(75));
        Assert.That((await _trading.Store.Orders.GetEventsAsync(order.OrderId)).Select(e => e.FilledQuantity), Is.EqualTo(new[] { 0m, 10, 50, 70, 75, 75, 75 }));
    }

    [Test]
    public async Task Late_fills_that_the_journal_refuses_leave_the_order_as_it_ended()
    {
        var store = _trading.Store;
        var order = await _trading.SubmitAsync();
        await store.Orders.CancelAsync(order.OrderId);
        await CheckAsync([() => _trading.FillAsync(order, 30), () => _trading.FillAsync(order, 70)]);
        Assert.That((await _trading.Store.Orders.FindAsync(order.OrderId))!.Status, Is.EqualTo(OrderStatus.Filled));
    }

    /// <summary>Makes the calls at once, the first of them being held in the journal until all are made; then again with room.</summary>
    private async Task CheckAsync(IReadOnlyList<Func<Task>> calls)
    {
        var before = await _trading.StateAsync();
        _disk.Fill();
        var first = calls[0]();
        await _disk.Held.WaitAsync().Soon();
        Task[] running = [first, .. calls.Skip(1).Select(call => call())];
        Assert.That(running.Where(t => t.IsCompleted), Is.Empty);
        _disk.LetGo();
        foreach (var task in running)
        {
            await Assert.ThatAsync(() => task.Soon(), Throws.TypeOf<DiskFullException>());
        }

        Assert.That(await _trading.StateAsync(), Is.EqualTo(before));
        _disk.MakeRoom();
        foreach (var call in calls)
        {
            await call().Soon();
        }

        var after = await _trading.StateAsync();
        Assert.That(after, Is.Not.EqualTo(before));
        await _trading.ReopenAsync();
        Assert.That(await _trading.StateAsync(), Is.EqualTo(after));
    }
}
