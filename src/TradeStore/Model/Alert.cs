namespace TradeStore.Model;

/// <summary>
/// An alert: raised by a rule, acknowledged by somebody, resolved. Stored in <c>alerts</c>, one row each. Times are UTC in whole
/// microseconds.
/// </summary>
public sealed record Alert
{
    /// <summary>Gets the alert's id; the store makes one (UUID version 7) when it is <see cref="Guid.Empty"/>.</summary>
    public Guid AlertId { get; init; }

    /// <summary>Gets the rule that raised it: 1 to 255 characters.</summary>
    public required string Rule { get; init; }

    /// <summary>Gets how grave it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Gets where it is in its life.</summary>
    public required AlertState State { get; init; }

    /// <summary>Gets when it was raised.</summary>
    public required DateTime RaisedAt { get; init; }

    /// <summary>Gets when somebody took it; <see langword="null"/> before, or when it resolved itself.</summary>
    public DateTime? AcknowledgedAt { get; init; }

    /// <summary>Gets when its cause was gone; <see langword="null"/> before.</summary>
    public DateTime? ResolvedAt { get; init; }

    /// <summary>Gets where it was reported to: names of 1 to 255 characters.</summary>
    public IReadOnlyList<string>? NotifiedChannels { get; init; }

    /// <summary>Gets whatever else is known, as JSON.</summary>
    public string? Details { get; init; }
}

/// <summary>Where an alert is in its life; stored by its lower-case name.</summary>
public enum AlertState
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>raised</c>: nobody has taken it yet.</summary>
    Raised,

    /// <summary><c>acknowledged</c>: somebody looks after it.</summary>
    Acknowledged,

    /// <summary><c>resolved</c>: its cause is gone.</summary>
    Resolved,
}

/// <summary>How grave an event is; stored by its lower-case name.</summary>
public enum Severity
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>info</c>: worth knowing.</summary>
    Info,

    /// <summary><c>warning</c>: to be looked at.</summary>
    Warning,

    /// <summary><c>error</c>: something failed.</summary>
    Error,

    /// <summary><c>critical</c>: act now.</summary>
    Critical,
}
