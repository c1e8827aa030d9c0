namespace TradeStore.Model;

/// <summary>What a correction or a bust of a tick did; all of it is durable.</summary>
public sealed record TickChange
{
    /// <summary>Gets the tick as it counted before.</summary>
    public required Tick Before { get; init; }

    /// <summary>Gets the tick as it counts now; <see langword="null"/> when it was busted.</summary>
    public Tick? After { get; init; }

    /// <summary>Gets the record of the audit log; <see langword="null"/> when the tick said the same already, and nothing was written.</summary>
    public AuditRecord? Audit { get; init; }
}
