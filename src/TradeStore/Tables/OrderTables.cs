using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>orders</c>: orders as they stand, one row each.</summary>
internal static class OrderTable
{
    public static Table<Order> Definition { get; } = new TableBuilder<Order>()
        .Uuid(1, "order_id", o => o.OrderId)
        .Name(2, "client_order_id", o => o.ClientOrderId, isNullable: true)
        .Name(3, "bot_id", o => o.BotId)
        .Name(4, "strategy_id", o => o.StrategyId, isNullable: true)
        .Name(5, "exchange", o => o.Exchange)
        .Name(6, "symbol", o => o.Symbol)
        .Named(7, "side", o => o.Side)
        .Named(8, "order_type", o => o.Type)
        .Named(9, "time_in_force", o => o.TimeInForce)
        .Amount(10, "quantity", o => o.Quantity, isPositive: true)
        .Price(11, "price", o => o.Price)
        .Price(12, "stop_price", o => o.StopPrice)
        .Amount(13, "filled_quantity", o => o.FilledQuantity, isNotNegative: true)
        .Amount(14, "filled_notional", o => o.FilledNotional)
        .AveragePrice(15, "average_fill_price", o => o.AverageFillPrice)
        .Named(16, "status", o => o.Status)
        .Text(17, "status_message", o => o.StatusMessage, 1_024, isNullable: true, isEmptyAllowed: true)
        .Timestamp(18, "created_at", o => o.CreatedAt)
        .Timestamp(19, "submitted_at", o => o.SubmittedAt)
        .Timestamp(20, "updated_at", o => o.UpdatedAt)
        .Timestamp(21, "filled_at", o => o.FilledAt)
        .Amount(22, "commission", o => o.Commission)
        .Name(23, "commission_currency", o => o.CommissionCurrency, isNullable: true)
        .Uuid(24, "correlation_id", o => o.CorrelationId)
        .Uuid(25, "parent_order_id", o => o.ParentOrderId)
        .Boolean(26, "extended_hours", o => o.ExtendedHours)
        .Integer(27, "retry_count", o => o.RetryCount, isNotNegative: true)
        .Json(28, "metadata", o => o.Metadata)
        .Json(29, "other_commissions", o => o.OtherCommissions)
        .Rule(
            "price",
            o => o.Price,
            o => o.Type is not (OrderType.Limit or OrderType.StopLimit) || o.Price is not null,
            "a limit order needs a price.")
        .Rule(
            "price",
            o => o.Price,
            o => o.Type is not (OrderType.Market or OrderType.Stop) || o.Price is null,
            "a market or stop order has no price.")
        .Rule(
            "stop_price",
            o => o.StopPrice,
            o => o.Type is not (OrderType.Stop or OrderType.StopLimit) || o.StopPrice is not null,
            "a stop order needs a stop_price.")
        .Rule(
            "stop_price",
            o => o.StopPrice,
            o => o.Type is not (OrderType.Market or OrderType.Limit) || o.StopPrice is null,
            "a market or limit order has no stop_price.")
        .Rule("filled_quantity", o => o.FilledQuantity, o => o.FilledQuantity <= o.Quantity, "more was filled than was ordered.")
        .Rule(
            "parent_order_id",
            o => o.ParentOrderId,
            o => o.ParentOrderId is null || o.ParentOrderId != o.OrderId,
            "an order is not its own parent.")
        .Build(new TableSettings
        {
            Name = "orders",
            Key = ["order_id"],
            Lane = Lane.Trading,
        });
}

/// <summary><c>order_events</c>: every change of every order, a partition a UTC month. One order may change twice within a microsecond.</summary>
internal static class OrderEventTable
{
    public static Table<OrderEvent> Definition { get; } = new TableBuilder<OrderEvent>()
        .Timestamp(1, "ts", o => o.Timestamp)
        .Uuid(2, "order_id", o => o.OrderId)
        .Name(3, "bot_id", o => o.BotId)
        .Named(4, "from_status", o => o.FromStatus)
        .Named(5, "to_status", o => o.ToStatus)
        .Amount(6, "filled_quantity", o => o.FilledQuantity, isNotNegative: true)
        .AveragePrice(7, "average_fill_price", o => o.AverageFillPrice)
        .Text(8, "message", o => o.Message, 1_024, isNullable: true, isEmptyAllowed: true)
        .Integer(9, "retry_count", o => o.RetryCount, isNotNegative: true)
        .Uuid(10, "correlation_id", o => o.CorrelationId)
        .Build(new TableSettings
        {
            Name = "order_events",
            TimeColumn = "ts",
            Key = ["order_id", "ts", "to_status"],
            ClusterKey = ["bot_id", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.KeepBoth,
            Lane = Lane.Trading,
            Aging = TableAgings.Year,
        });
}
