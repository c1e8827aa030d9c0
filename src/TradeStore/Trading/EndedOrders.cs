using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>Orders that have ended, and so left memory, as the database holds them; what a late fill is decided against.</summary>
internal sealed class EndedOrders
{
    private readonly Dictionary<Guid, (Order Order, long LateFills)> _orders = [];
    private readonly Dictionary<Guid, long> _missing = [];

    /// <summary>Gets the orders that must be read.</summary>
    public IReadOnlyCollection<Guid> Missing => _missing.Keys;

    /// <summary>Returns an order, unless it was read before a late fill of it that was decided since.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="lateFills">How many late fills of it were decided so far.</param>
    public Order? Find(Guid orderId, long lateFills) => _orders.TryGetValue(orderId, out var read) && read.LateFills == lateFills ? read.Order : null;

    /// <summary>Asks for an order.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="lateFills">How many late fills of it were decided so far: those that a read from now on sees at least.</param>
    public void Ask(Guid orderId, long lateFills) => _missing[orderId] = lateFills;

    public void Add(Order order)
    {
        _missing.Remove(order.OrderId, out var lateFills);
        _orders[order.OrderId] = (order, lateFills);
    }
}
