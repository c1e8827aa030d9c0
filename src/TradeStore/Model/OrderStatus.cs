namespace TradeStore.Model;

/// <summary>Where an order is in its life; stored by its lower-case name. Only the transitions of <c>docs/orders.md</c> are legal.</summary>
public enum OrderStatus
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>pending</c>: known to the store, not yet acknowledged by the exchange.</summary>
    Pending,

    /// <summary><c>submitted</c>: acknowledged by the exchange, nothing filled.</summary>
    Submitted,

    /// <summary><c>partial</c>: filled in part, the rest stands.</summary>
    Partial,

    /// <summary><c>filled</c>: filled whole. The end.</summary>
    Filled,

    /// <summary><c>cancelled</c>: withdrawn; what was filled before counts. The end.</summary>
    Cancelled,

    /// <summary><c>rejected</c>: refused by the exchange. The end.</summary>
    Rejected,

    /// <summary><c>expired</c>: its time in force is over; what was filled before counts. The end.</summary>
    Expired,
}
