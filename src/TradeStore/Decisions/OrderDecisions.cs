using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tables;
using TradeStore.Trading;

namespace TradeStore.Decisions;

/// <summary>Decides about orders against the live state; every change of an order writes an event beside it.</summary>
internal sealed class OrderDecisions(LiveState state)
{
    private const string Table = "orders";

    /// <summary>Takes a new order in.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="order">The order as the caller gave it.</param>
    /// <param name="row">Its index in the caller's batch, which an error names.</param>
    /// <returns>The order as it is stored.</returns>
    public Order Submit(Decision decision, Order order, int row)
    {
        ArgumentNullException.ThrowIfNull(order);
        order = decision.AsStored(OrderTable.Definition, order);
        CheckKeptByStore(order, row);
        OrderTransitions.Check(order.OrderId, OrderStatus.None, order.Status);
        BotDecisions.CheckRegistered(decision, state, Table, order.BotId);
        if (order.ParentOrderId is { } parent && !decision.Knows(state.OrderIds, IdentitySet.Of(parent)))
        {
            throw new UnknownReferenceException(Table, "parent_order_id", parent);
        }

        var now = decision.Time;
        var stored = order with
        {
            OrderId = order.OrderId == Guid.Empty ? decision.NewId() : order.OrderId,
            CreatedAt = order.CreatedAt == default ? now : order.CreatedAt,
            SubmittedAt = order.SubmittedAt ?? (order.Status == OrderStatus.Submitted ? now : null),
            UpdatedAt = now,
        };
        Claim(decision, stored);
        Put(decision, from: null, stored, stored.StatusMessage);
        return stored;
    }

    /// <summary>Changes an order's status.</summary>
    /// <returns>The order as it is stored; <see langword="null"/> when it is not among those that have not ended.</returns>
    /// <exception cref="ArgumentException">The status is one that only executions bring about.</exception>
    public Order? Update(Decision decision, Guid orderId, OrderStatus status, string? message)
    {
        if (status is OrderStatus.Partial or OrderStatus.Filled)
        {
            throw new ArgumentException($"An order becomes {status} by its executions: record them.", nameof(status));
        }

        if (Find(decision, orderId) is not { } order)
        {
            return null;
        }

        OrderTransitions.Check(orderId, order.Status, status);
        var now = decision.Time;
        var changed = order with
        {
            Status = status,
            StatusMessage = message,
            SubmittedAt = order.SubmittedAt ?? (status == OrderStatus.Submitted ? now : null),
            UpdatedAt = now,
        };
        Put(decision, order.Status, changed, message);
        return changed;
    }

    /// <summary>Changes what an open order asks for, as an exchange's replace does.</summary>
    /// <returns>The order as it is stored; <see langword="null"/> when it is not among those that have not ended.</returns>
    public Order? Amend(Decision decision, Guid orderId, Func<Order, Order> change, string? message)
    {
        if (Find(decision, orderId) is not { } order)
        {
            return null;
        }

        // One that has ended is seen here until that is acknowledged.
        if (OrderTransitions.IsTerminal(order.Status))
        {
            throw new IllegalTransitionException(orderId, order.Status, order.Status, OrderTransitions.LegalAfter(order.Status));
        }

        var changed = decision.AsStored(OrderTable.Definition, change(order)) with { UpdatedAt = decision.Time };
        if (changed.Quantity < order.FilledQuantity || (changed.Quantity == order.FilledQuantity && order.FilledQuantity > 0))
        {
            throw new InvalidRowException(Table, 0, "quantity", changed.Quantity, $"{order.FilledQuantity} of the order are filled; more than that must be left.");
        }

        Put(decision, order.Status, changed, message);
        return changed;
    }

    /// <summary>Writes an order and the event of its change.</summary>
    public void Put(Decision decision, OrderStatus? from, Order order, string? message)
    {
        decision.Put(state.Orders, order);
        decision.Append(OrderEventTable.Definition, new OrderEvent
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
        });
    }

    // What is known and not in memory has ended, and stays so; whether it is known is decided here, since it may come in at any time after.
    private Order? Find(Decision decision, Guid orderId) => decision.Find(state.Orders, orderId)
        ?? (decision.Knows(state.OrderIds, IdentitySet.Of(orderId)) ? null : throw UnknownReferenceException.Changed(Table, "order_id", orderId));

    private static void CheckKeptByStore(Order order, int row)
    {
        (string Column, object? Value) kept = order switch
        {
            { FilledQuantity: not 0 } => ("filled_quantity", order.FilledQuantity),
            { FilledNotional: not 0 } => ("filled_notional", order.FilledNotional),
            { AverageFillPrice: not null } => ("average_fill_price", order.AverageFillPrice),
            { FilledAt: not null } => ("filled_at", order.FilledAt),
            { Commission: not 0 } => ("commission", order.Commission),
            { OtherCommissions: not null } => ("other_commissions", order.OtherCommissions),
            _ => ("", null),
        };
        if (kept.Value is not null)
        {
            throw new InvalidRowException(Table, row, kept.Column, kept.Value, "fills are kept by the store: record them as executions.");
        }
    }

    private void Claim(Decision decision, Order order)
    {
        if (!decision.TryClaim(state.OrderIds, IdentitySet.Of(order.OrderId)))
        {
            throw new DuplicateKeyException(Table, "order_id", order.OrderId);
        }

        if (order.ClientOrderId is { } clientOrderId && !decision.TryClaim(state.ClientOrderIds, IdentitySet.Of(clientOrderId)))
        {
            throw new DuplicateKeyException(Table, "client_order_id", clientOrderId);
        }
    }
}
