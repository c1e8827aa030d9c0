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
