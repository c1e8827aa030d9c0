using TradeStore.Model;

namespace TradeStore.Docs.Tests;

/// <summary>What the readme shows of trading.</summary>
internal static class TradingSnippets
{
    public static async Task<(Order Order, RecordedExecution Recorded, IReadOnlyList<Order> Filled)> ReadmeAsync(Store store)
    {
        await store.Bots.RegisterAsync(new Bot { BotId = "momentum", Name = "Momentum", Status = BotStatus.Running });
        var order = await store.Orders.SubmitAsync(new Order
        {
            BotId = "momentum", ClientOrderId = "momentum-1", Exchange = "NASDAQ", Symbol = "AAPL",
            Side = OrderSide.Buy, Type = OrderType.Limit, Price = 187.13m, Quantity = 100, TimeInForce = TimeInForce.Day,
        });

        var recorded = await store.Executions.RecordAsync(new Execution // execution, order, event, position, round trip: one frame
        {
            OrderId = order.OrderId, Quantity = 100, Price = 187.12m, Commission = 0.35m, ExecutedAt = order.CreatedAt,
        });

        await store.Positions.MarkAsync("NASDAQ", "AAPL", 187.40m);
        Position? position = store.Positions.Find("momentum", "NASDAQ", "AAPL"); // from memory; 28 in unrealised P&L

        IReadOnlyList<Order> filled = await store.Orders.Query()
            .Where(o => o.Symbol == "AAPL" && o.Status == OrderStatus.Filled)
            .OrderByDescending(o => o.CreatedAt)
            .Take(100)
            .ToListAsync();

        return (order, recorded with { Position = position }, filled);
    }
}
