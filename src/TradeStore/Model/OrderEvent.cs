namespace TradeStore.Model;

/// <summary>One change of an order. Stored in <c>order_events</c>, written by the store in the same frame as the change, partitioned by UTC month.</summary>
public sealed record OrderEvent
{
    /// <summary>Gets when the store took the change in (<c>ts</c>): UTC, whole microseconds.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Gets the order's bot.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the status before; <see langword="null"/> for the event that created the order.</summary>
    public OrderStatus? FromStatus { get; init; }

    /// <summary>Gets the status after.</summary>
    public required OrderStatus ToStatus { get; init; }

    /// <summary>Gets the quantity filled in all after the change.</summary>
    public decimal FilledQuantity { get; init; }

    /// <summary>Gets the average price of all fills after the change, in quote currency; <see langword="null"/> before the first fill.</summary>
    public decimal? AverageFillPrice { get; init; }

    /// <summary>Gets what the exchange or the bot said about the change.</summary>
    public string? Message { get; init; }

    /// <summary>Gets how often sending the order had been tried again; zero or more.</summary>
    public long RetryCount { get; init; }

    /// <summary>Gets the id that joins what belongs to one decision across tables.</summary>
    public Guid? CorrelationId { get; init; }
}
