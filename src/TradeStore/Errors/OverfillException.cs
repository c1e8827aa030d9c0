using TradeStore.Storage.Errors;

namespace TradeStore.Errors;

/// <summary>A fill is larger than what is left of its order. Order, position and round trip are as they were.</summary>
public sealed class OverfillException : TradeStoreException
{
    internal OverfillException(Guid orderId, decimal orderQuantity, decimal filledQuantity, decimal executionQuantity)
        : base(
            TradeStoreErrorCode.Overfill,
            $"The order {orderId} is for {orderQuantity:0.########}, of which {filledQuantity:0.########} are filled: a fill of {executionQuantity:0.########} would be more than is left.")
    {
        OrderId = orderId;
        OrderQuantity = orderQuantity;
        FilledQuantity = filledQuantity;
        ExecutionQuantity = executionQuantity;
    }

    /// <summary>Gets the order.</summary>
    public Guid OrderId { get; }

    /// <summary>Gets the quantity the order is for.</summary>
    public decimal OrderQuantity { get; }

    /// <summary>Gets the quantity filled before.</summary>
    public decimal FilledQuantity { get; }

    /// <summary>Gets the quantity of the fill that was refused.</summary>
    public decimal ExecutionQuantity { get; }
}
