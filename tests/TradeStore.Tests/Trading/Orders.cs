using TradeStore.Model;

namespace TradeStore.Tests.Trading;

/// <summary>Orders and fills to test with.</summary>
internal static class Orders
{
    public static Order Some(OrderSide side = OrderSide.Buy, decimal quantity = 100) => new()
    {
        OrderId = Guid.CreateVersion7(),
        BotId = "momentum",
        Exchange = "NASDAQ",
        Symbol = "AAPL",
        Side = side,
        Type = OrderType.Market,
        TimeInForce = TimeInForce.Day,
        Quantity = quantity,
        Status = OrderStatus.Submitted,
        CorrelationId = Guid.CreateVersion7(),
    };

    public static Execution Fill(Order order, decimal quantity, decimal price) => new()
    {
        ExecutionId = Guid.CreateVersion7(),
        OrderId = order.OrderId,
        Quantity = quantity,
        Price = price,
        ExecutedAt = Support.Some.Day,
    };
}
