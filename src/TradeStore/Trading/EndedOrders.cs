using TradeStore.Model;

namespace TradeStore.Trading;

/// <summary>Orders that have ended, and so left memory, as the database holds them; what a late fill is decided against.</summary>
internal sealed class EndedOrders
{
    private readonly Dictionary<Guid, Order> _orders = [];

    /// <summary>Gets the number of late fills that were decided when the orders were asked for; none is asked for yet when it is below zero.</summary>
    public long LateFills { get; private set; } = -1;

    /// <summary>Gets the orders that must be read.</summary>
    public HashSet<Guid> Missing { get; } = [];

    public Order? Find(Guid orderId) => _orders.GetValueOrDefault(orderId);

    /// <summary>Forgets what was read before a late fill that was decided since.</summary>
    public void Renew(long lateFills)
    {
        if (lateFills != LateFills)
        {
            _orders.Clear();
            LateFills = lateFills;
        }
    }

    public void Add(Order order)
    {
        _orders[order.OrderId] = order;
        Missing.Remove(order.OrderId);
    }
}
