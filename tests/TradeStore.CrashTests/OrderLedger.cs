using TradeStore.CrashTests.Worker;
using TradeStore.Model;

namespace TradeStore.CrashTests;

/// <summary>What orders, their events and fills must be after calls, worked out in the most obvious way.</summary>
internal sealed class OrderLedger
{
    private readonly Dictionary<Guid, Order> _orders = [];
    private readonly List<OrderEvent> _events = [];
    private readonly List<Execution> _fills = [];

    public OrderLedger(IEnumerable<TradingCall> calls)
    {
        foreach (var call in calls)
        {
            Take(call);
        }
    }

    /// <summary>Gets the fills, completed from their orders.</summary>
    public IReadOnlyList<Execution> Fills => _fills;

    public IEnumerable<string> Check(TradingRows rows) =>
    [
        .. TradingRows.Differences(_orders.Values, rows.Orders.Select(WithoutTimes)),
        .. TradingRows.Differences(_events, rows.Events.Select(e => e with { Timestamp = default, AverageFillPrice = null })),
        .. TradingRows.Differences(_fills, rows.Executions.Select(e => e with { ReportedAt = null, RealizedPnl = null })),
        .. rows.Orders.Where(o => !rows.Events.Any(e => e.OrderId == o.OrderId && e.Timestamp == o.UpdatedAt)).Select(o => $"The last change of {o} has no event"),
    ];

    private static Order WithoutTimes(Order order) => order with { CreatedAt = default, SubmittedAt = null, UpdatedAt = default, FilledAt = null };

    private void Take(TradingCall call)
    {
        switch (call.Kind)
        {
            case TradingCallKind.Submit:
                call.Orders.ToList().ForEach(o => Change(OrderStatus.None, o, call.Id));
                break;
            case TradingCallKind.Fill:
                call.Fills.ToList().ForEach(Fill);
                break;
            case TradingCallKind.Cancel:
                var order = _orders[call.OrderId];
                Change(order.Status, order with { Status = OrderStatus.Cancelled, StatusMessage = call.Id }, call.Id);
                break;
            case TradingCallKind.Retry:
                var tried = _orders[call.OrderId];
                Change(tried.Status, tried with { RetryCount = tried.RetryCount + 1 }, call.Id);
                break;
        }
    }

    private void Fill(Execution fill)
    {
        var order = _orders[fill.OrderId];
        var quantity = order.FilledQuantity + fill.Quantity;
        var notional = order.FilledNotional + Math.Round(fill.Quantity * fill.Price, 8);
        var filled = order with
        {
            FilledQuantity = quantity,
            FilledNotional = notional,
            AverageFillPrice = Math.Round(notional / quantity, 8),
            Status = quantity == order.Quantity ? OrderStatus.Filled : OrderStatus.Partial,
            Commission = order.Commission + fill.Commission,
        };
        Change(order.Status, filled, message: null);
        _fills.Add(fill with
        {
            BotId = order.BotId,
            Exchange = order.Exchange,
            Symbol = order.Symbol,
            Side = order.Side,
            Type = filled.Status == OrderStatus.Filled ? ExecutionType.Full : ExecutionType.Partial,
        });
    }

    private void Change(OrderStatus from, Order order, string? message)
    {
        _orders[order.OrderId] = order;
        _events.Add(new OrderEvent
        {
            Timestamp = default,
            OrderId = order.OrderId,
            BotId = order.BotId,
            FromStatus = from == OrderStatus.None ? null : from,
            ToStatus = order.Status,
            FilledQuantity = order.FilledQuantity,
            Message = message,
            RetryCount = order.RetryCount,
        });
    }
}
