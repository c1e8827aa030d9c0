using System.Collections.Immutable;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Tests.Trading.Histories;

/// <summary>What the trading tables must hold, kept in the plainest way. A refused call throws and leaves the model it was asked of as it was.</summary>
internal sealed partial record TradingModel
{
    public ImmutableHashSet<string> Bots { get; init; } = [];

    public ImmutableDictionary<Guid, Order> Orders { get; init; } = ImmutableDictionary<Guid, Order>.Empty;

    public ImmutableList<OrderEvent> Events { get; init; } = [];

    public ImmutableDictionary<Guid, Execution> Executions { get; init; } = ImmutableDictionary<Guid, Execution>.Empty;

    public ImmutableDictionary<(string Bot, string Exchange, string Symbol), Position> Positions { get; init; } =
        ImmutableDictionary<(string, string, string), Position>.Empty;

    public ImmutableDictionary<Guid, Trade> Trades { get; init; } = ImmutableDictionary<Guid, Trade>.Empty;

    public static bool HasEnded(Order order) =>
        order.Status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Expired;

    public TradingModel Register(string bot) =>
        Bots.Contains(bot) ? throw new DuplicateKeyException("bots", "bot_id", bot) : this with { Bots = Bots.Add(bot) };

    public TradingModel Submit(IEnumerable<Order> orders, DateTime now) => orders.Aggregate(this, (model, order) => model.Submit(order, now));

    public TradingModel Update(Guid orderId, OrderStatus status, string? message, DateTime now)
    {
        var order = Orders.GetValueOrDefault(orderId) ?? throw UnknownReferenceException.Changed("orders", "order_id", orderId);
        var isLegal = order.Status switch
        {
            OrderStatus.Pending => status is OrderStatus.Submitted or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Expired,
            OrderStatus.Submitted => status is OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Expired,
            OrderStatus.Partial => status is OrderStatus.Cancelled or OrderStatus.Expired,
            _ => false,
        };
        if (!isLegal)
        {
            throw new IllegalTransitionException(orderId, order.Status, status, []);
        }

        var submitted = order.SubmittedAt ?? (status == OrderStatus.Submitted ? now : null);
        return Write(order.Status, order with { Status = status, StatusMessage = message, SubmittedAt = submitted, UpdatedAt = now }, message);
    }

    public TradingModel Amend(Guid orderId, decimal quantity, string? message, DateTime now)
    {
        var order = Standing(orderId);
        if (quantity <= order.FilledQuantity)
        {
            throw new InvalidRowException("orders", 0, "quantity", quantity, "");
        }

        return Write(order.Status, order with { Quantity = quantity, UpdatedAt = now }, message);
    }

    public TradingModel Retry(Guid orderId, string? message, DateTime now)
    {
        var order = Standing(orderId);
        return Write(order.Status, order with { RetryCount = order.RetryCount + 1, UpdatedAt = now }, message);
    }

    public TradingModel Open(Trade trade)
    {
        if (!Bots.Contains(trade.BotId))
        {
            throw new UnknownReferenceException("trades", "bot_id", trade.BotId);
        }

        var side = trade.Action is TradeAction.BuyYes or TradeAction.BuyNo ? PositionSide.Long : PositionSide.Short;
        if (trade.Side != PositionSide.None && trade.Side != side)
        {
            throw new InvalidRowException("trades", 0, "side", trade.Side, "");
        }

        return Trades.ContainsKey(trade.TradeId)
            ? throw new DuplicateKeyException("trades", "trade_id", trade.TradeId)
            : this with { Trades = Trades.Add(trade.TradeId, trade with { Side = side, Amount = trade.Quantity * trade.EntryPrice }) };
    }

    public TradingModel Close(Guid tradeId, decimal price, DateTime now)
    {
        if (Trades.GetValueOrDefault(tradeId) is not { Status: TradeStatus.Open } trade)
        {
            throw Trades.ContainsKey(tradeId) ? new InvalidRowException("trades", 0, "status", TradeStatus.Closed, "") : UnknownReferenceException.Changed("trades", "trade_id", tradeId);
        }

        if (trade.MarketId is null)
        {
            throw new InvalidRowException("trades", 0, "trade_id", tradeId, "");
        }

        var exit = trade.Quantity * price;
        var net = trade.Side == PositionSide.Long ? exit - trade.Amount : trade.Amount - exit;
        return this with
        {
            Trades = Trades.SetItem(tradeId, trade with
            {
                Status = TradeStatus.Closed,
                ExitTime = now,
                ExitPrice = price,
                ExitQuantity = trade.Quantity,
                ExitAmount = exit,
                PnlUsd = net,
                PnlPct = Fraction(net, trade.Amount),
            }),
        };
    }

    private static double? Fraction(decimal amount, decimal whole) => whole == 0 ? null : (double)amount / (double)Math.Abs(whole);

    private TradingModel Submit(Order order, DateTime now)
    {
        if (!Bots.Contains(order.BotId))
        {
            throw new UnknownReferenceException("orders", "bot_id", order.BotId);
        }

        if (order.ParentOrderId is { } parent && !Orders.ContainsKey(parent))
        {
            throw new UnknownReferenceException("orders", "parent_order_id", parent);
        }

        if (Orders.ContainsKey(order.OrderId))
        {
            throw new DuplicateKeyException("orders", "order_id", order.OrderId);
        }

        if (order.ClientOrderId is { } id && Orders.Values.Any(o => o.ClientOrderId == id))
        {
            throw new DuplicateKeyException("orders", "client_order_id", id);
        }

        var submitted = order.Status == OrderStatus.Submitted ? now : (DateTime?)null;
        return Write(from: null, order with { CreatedAt = now, UpdatedAt = now, SubmittedAt = submitted }, order.StatusMessage);
    }

    private Order Standing(Guid orderId)
    {
        var order = Orders.GetValueOrDefault(orderId) ?? throw UnknownReferenceException.Changed("orders", "order_id", orderId);
        return HasEnded(order) ? throw new IllegalTransitionException(orderId, order.Status, order.Status, []) : order;
    }

    private TradingModel Write(OrderStatus? from, Order order, string? message) => this with
    {
        Orders = Orders.SetItem(order.OrderId, order),
        Events = Events.Add(new OrderEvent
        {
            Timestamp = order.UpdatedAt,
            OrderId = order.OrderId,
            BotId = order.BotId,
            FromStatus = from,
            ToStatus = order.Status,
            FilledQuantity = order.FilledQuantity,
            AverageFillPrice = order.AverageFillPrice,
            Message = message,
            RetryCount = order.RetryCount,
            CorrelationId = order.CorrelationId,
        }),
    };
}
