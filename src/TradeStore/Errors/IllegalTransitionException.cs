using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Errors;

/// <summary>An order cannot change from its status to the one asked for; <c>docs/orders.md</c> shows the legal transitions. The order is as it was.</summary>
public sealed class IllegalTransitionException : TradeStoreException
{
    internal IllegalTransitionException(Guid orderId, OrderStatus from, OrderStatus to, IReadOnlyList<OrderStatus> legal)
        : base(TradeStoreErrorCode.IllegalTransition, Describe(orderId, from, to, legal))
    {
        OrderId = orderId;
        From = from;
        To = to;
        Legal = legal;
    }

    /// <summary>Gets the order.</summary>
    public Guid OrderId { get; }

    /// <summary>Gets the order's status; <see cref="OrderStatus.None"/> when the order was to be created.</summary>
    public OrderStatus From { get; }

    /// <summary>Gets the status that was refused.</summary>
    public OrderStatus To { get; }

    /// <summary>Gets what would have been legal; nothing when the order has ended.</summary>
    public IReadOnlyList<OrderStatus> Legal { get; }

    private static string Describe(Guid orderId, OrderStatus from, OrderStatus to, IReadOnlyList<OrderStatus> legal)
    {
        var what = from == OrderStatus.None
            ? $"The new order {orderId} cannot begin as {Name(to)}"
            : $"The order {orderId} is {Name(from)} and cannot become {Name(to)}";
        return legal.Count == 0 ? $"{what}: it has ended." : $"{what}; legal are: {string.Join(", ", legal.Select(Name))}.";
    }

    private static string Name(OrderStatus status) => status.ToString().ToLowerInvariant();
}
