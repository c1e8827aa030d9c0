using TradeStore.Model;

namespace TradeStore.Samples.Tests;

/// <summary>All that a bot has left in its store.</summary>
internal sealed record StoredBot(
    IReadOnlyList<Bot> Bots,
    IReadOnlyList<Tick> Ticks,
    IReadOnlyList<Signal> Signals,
    IReadOnlyList<Order> Orders,
    IReadOnlyList<Execution> Executions,
    IReadOnlyList<Position> Positions,
    PortfolioSnapshot? Portfolio)
{
    public BotCounts Counts => new(Ticks.Count, Signals.Count, Orders.Count, Executions.Count);

    /// <summary>Gets what the strategy said and what the broker did, without ids and times: the same for the same market.</summary>
    public IEnumerable<string> Deeds =>
        Signals.Select(s => $"{s.Symbol} {s.Action} at {s.TargetPrice}, valid {s.Valid}, {s.Filters}, {s.Reason}")
            .Concat(Executions.Select(e => $"{e.ExchangeTradeId!.Split('/')[0]} {e.Side} {e.Quantity} at {e.Price}, {e.RealizedPnl} realised"));

    public static async Task<StoredBot> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        await using var store = await Store.OpenAsync(folder, cancellationToken: cancellationToken);
        return new StoredBot(
            await store.Bots.Query().ToListAsync(cancellationToken),
            await store.Ticks.Query().ToListAsync(cancellationToken),
            await store.Signals.Query().ToListAsync(cancellationToken),
            await store.Orders.Query().ToListAsync(cancellationToken),
            await store.Executions.Query().ToListAsync(cancellationToken),
            await store.Positions.Query().ToListAsync(cancellationToken),
            await store.Portfolio.Query().OrderByDescending(p => p.Timestamp).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>Checks what must hold whenever the bot has ended, and however.</summary>
    public void AssertWhole()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bots, Has.Count.EqualTo(1));
            foreach (var symbol in Ticks.GroupBy(t => t.Symbol))
            {
                Assert.That(symbol.Select(t => t.SequenceNumber).Order(), Is.EqualTo(Enumerable.Range(1, symbol.Count())), $"the market of {symbol.Key} has no gap");
            }

            foreach (var order in Orders)
            {
                var filled = Executions.Where(e => e.OrderId == order.OrderId).Sum(e => e.Quantity);
                Assert.That(order.FilledQuantity, Is.EqualTo(filled), $"order {order.OrderId}");
                Assert.That(order.Status == OrderStatus.Filled, Is.EqualTo(filled == order.Quantity), $"order {order.OrderId} is {order.Status}");
            }

            foreach (var position in Positions)
            {
                var held = position.Side == PositionSide.Short ? -position.Quantity : position.Quantity;
                Assert.That(Executions.Where(e => e.Symbol == position.Symbol).Sum(e => e.Side == OrderSide.Buy ? e.Quantity : -e.Quantity), Is.EqualTo(held), position.Symbol);
            }

            Assert.That(Signals.Where(s => s.OrderId is not null).Select(s => s.OrderId!.Value), Is.EquivalentTo(Orders.Select(o => o.OrderId)), "a signal for each order");
        }
    }

    /// <summary>Checks what the bot writes at a good end.</summary>
    public void AssertBooked()
    {
        var spent = Executions.Sum(e => (e.Side == OrderSide.Buy ? e.Quantity * e.Price : -e.Quantity * e.Price) + e.Commission);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bots[0].Status, Is.EqualTo(BotStatus.Stopped));
            Assert.That(Portfolio?.CashBalance, Is.EqualTo(100_000 - spent), "the cash of the last snapshot");
            Assert.That(Portfolio?.TotalPositions, Is.EqualTo(Positions.Count(p => p.Side != PositionSide.Flat)));
        }
    }

    /// <summary>Checks that all of an earlier reading is there still.</summary>
    public void AssertHolds(StoredBot earlier)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bots.Select(b => (b.BotId, b.RegisteredAt)), Is.EqualTo(earlier.Bots.Select(b => (b.BotId, b.RegisteredAt))), "registered once");
            Assert.That(earlier.Signals.Select(s => s.SignalId).Except(Signals.Select(s => s.SignalId)), Is.Empty);
            Assert.That(earlier.Orders.Select(o => o.OrderId).Except(Orders.Select(o => o.OrderId)), Is.Empty);
            Assert.That(earlier.Executions.Except(Executions), Is.Empty);
            Assert.That(earlier.Ticks.Except(Ticks), Is.Empty);
        }
    }
}
