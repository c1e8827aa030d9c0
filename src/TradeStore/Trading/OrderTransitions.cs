using TradeStore.Errors;
using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>Which status an order may take after which; <c>docs/orders.md</c> shows the table.</summary>
internal static class OrderTransitions
{
    private static readonly OrderStatus[] New = [OrderStatus.Pending, OrderStatus.Submitted];

    // A paper exchange, or a fast one, reports the fill before it acknowledges the order.
    private static readonly OrderStatus[] AfterPending =
    [
        OrderStatus.Submitted, OrderStatus.Partial, OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Rejected, OrderStatus.Expired,
    ];

    private static readonly OrderStatus[] AfterSubmitted =
    [
        OrderStatus.Partial, OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Rejected, OrderStatus.Expired,
    ];

    private static readonly OrderStatus[] AfterPartial = [OrderStatus.Partial, OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Expired];

    /// <summary>Returns what may follow; nothing after a status that ends the order.</summary>
    /// <param name="from">The status now; <see cref="OrderStatus.None"/> for an order that is not there yet.</param>
    public static IReadOnlyList<OrderStatus> LegalAfter(OrderStatus from) => from switch
    {
        OrderStatus.None => New,
        OrderStatus.Pending => AfterPending,
        OrderStatus.Submitted => AfterSubmitted,
        OrderStatus.Partial => AfterPartial,
        _ => [],
    };

    /// <summary>Tells whether the order may change so.</summary>
    /// <param name="from">The status now; <see cref="OrderStatus.None"/> for an order that is not there yet.</param>
    /// <param name="to">The status it is to have.</param>
    public static bool IsLegal(OrderStatus from, OrderStatus to) => LegalAfter(from).Contains(to);

    /// <summary>Tells whether the status ends the order.</summary>
    /// <param name="status">The status.</param>
    public static bool IsTerminal(OrderStatus status) =>
        status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Expired;

    /// <summary>
    /// Returns the status after a fill. A fill that reached the exchange before the cancellation or the end of the order counts: it leaves the
    /// order cancelled or expired unless nothing is left of it, as the precedence of OrdStatus (39) in FIX 4.4 has it.
    /// </summary>
    /// <param name="orderId">The order.</param>
    /// <param name="from">The status before.</param>
    /// <param name="isWhole">Whether nothing is left of the order.</param>
    /// <exception cref="IllegalTransitionException">The order takes no fill.</exception>
    public static OrderStatus AfterFill(Guid orderId, OrderStatus from, bool isWhole)
    {
        if (from is OrderStatus.Cancelled or OrderStatus.Expired)
        {
            return isWhole ? OrderStatus.Filled : from;
        }

        var to = isWhole ? OrderStatus.Filled : OrderStatus.Partial;
        Check(orderId, from, to);
        return to;
    }

    /// <summary>Refuses a change that is not legal.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="from">The status now; <see cref="OrderStatus.None"/> for an order that is not there yet.</param>
    /// <param name="to">The status it is to have.</param>
    /// <exception cref="IllegalTransitionException">The order may not change so.</exception>
    public static void Check(Guid orderId, OrderStatus from, OrderStatus to)
    {
        if (!IsLegal(from, to))
        {
            throw new IllegalTransitionException(orderId, from, to, LegalAfter(from));
        }
    }
}
