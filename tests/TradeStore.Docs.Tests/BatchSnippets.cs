using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Docs.Tests;

/// <summary>What <c>docs/batches.md</c> shows.</summary>
internal sealed class BatchSnippets
{
    [Test]
    public async Task Rows_of_several_tables_are_one_and_changes_of_many_rows_are()
    {
        await using var store = await Store.OpenTemporaryAsync(new StoreOptions { Tables = { FundingRateTable.Definition } });
        await store.Bots.RegisterAsync(new Bot { BotId = "momentum", Name = "Momentum", Status = BotStatus.Running });
        var now = TimeProvider.System.GetUtcMicroseconds();
        var (order, fill) = await store.WriteAsync(batch =>
        {
            var signal = batch.Record(new Signal { Timestamp = now, BotId = "momentum", Symbol = "AAPL", Action = TradeAction.Buy, Valid = true });
            var order = batch.Submit(new Order
            {
                BotId = "momentum", Exchange = "NASDAQ", Symbol = "AAPL", Side = OrderSide.Buy, Type = OrderType.Market, TimeInForce = TimeInForce.Day, Quantity = 100,
            });
            batch.MarkExecuted(new SignalExecution(signal.SignalId, order.OrderId));
            var fill = batch.Record(new Execution { OrderId = order.OrderId, Quantity = 100, Price = 187.12m, ExecutedAt = now });
            batch.Append(new Tick { Timestamp = now, Exchange = "NASDAQ", Symbol = "AAPL", LastPrice = 187.12m, LastSize = 100 });
            batch.Append(FundingRateTable.Definition, new FundingRate { Timestamp = now, Exchange = "NASDAQ", Symbol = "AAPL", Rate = 0.0001m });
            return (order, fill);
        });

        Assert.That((fill.Order!.OrderId, fill.Order.Status), Is.EqualTo((order.OrderId, OrderStatus.Filled)));
        Assert.That(await store.Ticks.GetAsync(new TickQuery()), Has.Count.EqualTo(1));
        Assert.That(await store.Series(FundingRateTable.Definition).GetAsync(now, now.AddDays(1)), Has.Count.EqualTo(1));
        Assert.That((await store.Signals.Query().ToListAsync()).Single().OrderId, Is.EqualTo(order.OrderId));

        await store.Orders.SubmitAsync([order with { OrderId = Guid.Empty }, order with { OrderId = Guid.Empty }]);
        var ended = await store.Signals.RecordAsync([new Signal { Timestamp = now, BotId = "momentum", Symbol = "AAPL", Action = TradeAction.Buy, Valid = true }]);
        await store.Signals.SetOutcomeAsync([.. ended.Select(s => new SignalOutcomeChange(s.SignalId, SignalOutcome.Expired))]);
        await store.Orders.CancelAsync([.. store.Orders.GetOpen("momentum").Select(o => o.OrderId)], "the day is over");

        Assert.That((await store.Signals.FindAsync(ended[0].SignalId))!.Outcome, Is.EqualTo(SignalOutcome.Expired));
        Assert.That(store.Orders.GetOpen(), Is.Empty);
    }

    private sealed record FundingRate
    {
        public required DateTime Timestamp { get; init; }

        public required string Exchange { get; init; }

        public required string Symbol { get; init; }

        public required decimal Rate { get; init; }
    }

    private static class FundingRateTable
    {
        public static Table<FundingRate> Definition { get; } = new TableBuilder<FundingRate>()
            .Timestamp(1, "ts", f => f.Timestamp)
            .Name(2, "exchange", f => f.Exchange)
            .Name(3, "symbol", f => f.Symbol)
            .Decimal(4, "rate", f => f.Rate)
            .Build(new TableSettings { Name = "funding_rates", TimeColumn = "ts", Key = ["exchange", "symbol", "ts"], Span = PartitionSpan.Month });
    }
}
