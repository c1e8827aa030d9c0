namespace TradeStore.Model;

/// <summary>
/// An event that prediction markets are about. Stored in <c>prediction_events</c>, one row each. Amounts are in quote currency, times UTC
/// in whole microseconds.
/// </summary>
public sealed record PredictionEvent
{
    /// <summary>Gets the event, by the venue's own id: 1 to 255 characters.</summary>
    public required string EventId { get; init; }

    /// <summary>Gets the title: up to 1,024 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Gets its name in addresses: up to 512 characters.</summary>
    public string? Slug { get; init; }

    /// <summary>Gets what stands in the books of its markets (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Liquidity { get; init; }

    /// <summary>Gets what was traded in all (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Volume { get; init; }

    /// <summary>Gets what was traded in the last 24 hours (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Volume24h { get; init; }

    /// <summary>Gets when it begins; may lie in the future.</summary>
    public DateTime? StartDate { get; init; }

    /// <summary>Gets when it is decided; may lie in the future.</summary>
    public DateTime? EndDate { get; init; }

    /// <summary>Gets a value indicating whether the event passed the bot's filters.</summary>
    public bool IsFiltered { get; init; }

    /// <summary>Gets the event as the venue gave it, as JSON.</summary>
    public string? Raw { get; init; }

    /// <summary>Gets when the row changed last; the store fills it in when it is left out.</summary>
    public DateTime? UpdatedAt { get; init; }
}
