namespace TradeStore.Model;

/// <summary>A change of an order's status, as the exchange or the bot says.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Status">The status: submitted, cancelled, rejected or expired.</param>
/// <param name="Message">What was said about it.</param>
public sealed record OrderStatusChange(Guid OrderId, OrderStatus Status, string? Message = null);

/// <summary>A change of what an order that has not ended asks for, as an exchange's replace.</summary>
/// <param name="OrderId">The order.</param>
public sealed record OrderAmendment(Guid OrderId)
{
    /// <summary>Gets the new quantity, more than is filled; unchanged when left out.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Gets the new limit price; unchanged when left out.</summary>
    public decimal? Price { get; init; }

    /// <summary>Gets the new stop price; unchanged when left out.</summary>
    public decimal? StopPrice { get; init; }

    /// <summary>Gets why.</summary>
    public string? Message { get; init; }

    internal Order Of(Order order) => order with { Quantity = Quantity ?? order.Quantity, Price = Price ?? order.Price, StopPrice = StopPrice ?? order.StopPrice };
}
