namespace TradeStore.Model;

/// <summary>
/// A limit that was broken, what was done, and how it ended. Stored in <c>risk_events</c>, partitioned by UTC month; writing one again with
/// the same id and time replaces it. Times are UTC in whole microseconds.
/// </summary>
public sealed record RiskEvent
{
    /// <summary>Gets when the limit was broken.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the event's id; the store makes one (UUID version 7) when it is <see cref="Guid.Empty"/>.</summary>
    public Guid RiskEventId { get; init; }

    /// <summary>Gets the bot: 1 to 255 characters; <c>*</c> is the whole portfolio.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the limit: 1 to 255 characters.</summary>
    public required string LimitName { get; init; }

    /// <summary>Gets what the limit allows, in its own unit.</summary>
    public required decimal LimitValue { get; init; }

    /// <summary>Gets what was found, in the same unit.</summary>
    public required decimal ActualValue { get; init; }

    /// <summary>Gets how grave it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Gets what was done at once: up to 1,024 characters.</summary>
    public string? ActionTaken { get; init; }

    /// <summary>Gets when it was settled; <see langword="null"/> before.</summary>
    public DateTime? ResolvedAt { get; init; }

    /// <summary>Gets how it was settled: up to 1,024 characters.</summary>
    public string? Resolution { get; init; }

    /// <summary>Gets whatever else is known, as JSON.</summary>
    public string? Details { get; init; }
}
