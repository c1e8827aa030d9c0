using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Trading;

/// <summary>What a fill does to its order. Pure: the rows that are passed stay as they are.</summary>
internal static class OrderFill
{
    private const string Table = "executions";

    /// <summary>Applies a fill to its order, and completes the fill from it.</summary>
    /// <param name="order">The order before.</param>
    /// <param name="fill">The fill as the caller gave it.</param>
    /// <param name="at">The time of recording: UTC, whole microseconds.</param>
    /// <param name="numbers">The arithmetic of the store.</param>
    /// <exception cref="InvalidRowException">A number of the fill does not fit its column, or the fill does not belong to the order.</exception>
    /// <exception cref="OverfillException">The fill is larger than what is left of the order.</exception>
    /// <exception cref="IllegalTransitionException">The order was rejected.</exception>
    public static OrderFillResult Apply(Order order, Execution fill, DateTime at, FixedPoint numbers)
    {
        var completed = Complete(order, fill, at, numbers);
        var filled = order.FilledQuantity + fill.Quantity;
        if (filled > order.Quantity)
        {
            throw new OverfillException(order.OrderId, order.Quantity, order.FilledQuantity, fill.Quantity);
        }

        var status = OrderTransitions.AfterFill(order.OrderId, order.Status, isWhole: filled == order.Quantity);
        var notional = numbers.Amount(order.FilledNotional + numbers.Notional(fill.Quantity, fill.Price, Table, "price"), "orders", "filled_notional");
        var isFirst = order.FilledQuantity == 0;
        var isCounted = isFirst || order.CommissionCurrency == fill.CommissionCurrency;
        return new OrderFillResult
        {
            Order = order with
            {
                FilledQuantity = filled,
                FilledNotional = notional,
                AverageFillPrice = numbers.Average(notional, filled, "orders", "average_fill_price"),
                Status = status,
                Commission = numbers.Amount(order.Commission + (isCounted ? fill.Commission : 0), "orders", "commission"),
                CommissionCurrency = isFirst ? fill.CommissionCurrency : order.CommissionCurrency,
                OtherCommissions = isCounted ? order.OtherCommissions : Charges.Add(order.OtherCommissions, fill.CommissionCurrency, fill.Commission, "orders"),
                FilledAt = status == OrderStatus.Filled ? fill.ExecutedAt : null,
                UpdatedAt = at,
            },
            Execution = completed with { Type = status == OrderStatus.Filled ? ExecutionType.Full : ExecutionType.Partial },
        };
    }

    /// <summary>Completes a fill, as the caller gave it, from its order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="fill">The fill.</param>
    /// <param name="at">The time of recording: UTC, whole microseconds.</param>
    /// <param name="numbers">The arithmetic of the store.</param>
    /// <exception cref="InvalidRowException">A number of the fill does not fit its column, or the fill does not belong to the order.</exception>
    public static Execution Complete(Order order, Execution fill, DateTime at, FixedPoint numbers)
    {
        if (fill.OrderId != order.OrderId)
        {
            throw new ArgumentException($"The fill is of order {fill.OrderId}, not of {order.OrderId}.", nameof(fill));
        }

        if (fill.Quantity <= 0)
        {
            throw new InvalidRowException(Table, 0, "quantity", fill.Quantity, "it must be above zero.");
        }

        Same("side", fill.Side == OrderSide.None ? order.Side : fill.Side, order.Side);
        numbers.Amount(fill.Quantity, Table, "quantity");
        numbers.Price(fill.Price, Table, "price");
        numbers.Amount(fill.Commission, Table, "commission");
        numbers.Amount(fill.Fees, Table, "fees");
        return fill with
        {
            BotId = Same("bot_id", fill.BotId ?? order.BotId, order.BotId),
            Exchange = Same("exchange", fill.Exchange ?? order.Exchange, order.Exchange),
            Symbol = Same("symbol", fill.Symbol ?? order.Symbol, order.Symbol),
            Side = order.Side,
            QuoteCurrency = fill.QuoteCurrency ?? Charges.QuoteOf(order.Symbol),
            ReportedAt = fill.ReportedAt ?? at,
            CorrelationId = fill.CorrelationId ?? order.CorrelationId,
        };
    }

    private static T Same<T>(string column, T value, T ofOrder) => EqualityComparer<T>.Default.Equals(value, ofOrder)
        ? value
        : throw new InvalidRowException(Table, 0, column, value, $"the order has {ofOrder}.");
}
