using TradeStore.Model;

namespace TradeStore.Testing;

/// <summary>An order, and the fills that come to it.</summary>
/// <param name="Order">The order as it is to be submitted.</param>
/// <param name="Fills">Its fills in the order of their times; none, part, or all of its quantity, never more.</param>
public sealed record OrderWithFills(Order Order, IReadOnlyList<Execution> Fills);
