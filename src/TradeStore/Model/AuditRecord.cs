namespace TradeStore.Model;

/// <summary>
/// One record of the audit log, which is only ever added to: each record holds the hash of the one before, so that tampering shows. Stored
/// in <c>audit_log</c>, partitioned by UTC month.
/// </summary>
/// <remarks>Callers give what happened; the id, the time, the number and the hashes are filled in by the store.</remarks>
public sealed record AuditRecord
{
    /// <summary>Gets when the store took the record in: UTC, whole microseconds; filled in by the store.</summary>
    public DateTime Timestamp { get; init; }

    /// <summary>Gets the record's id (UUID version 7); filled in by the store.</summary>
    public Guid AuditId { get; init; }

    /// <summary>Gets what happened: 1 to 255 characters.</summary>
    public required string EventType { get; init; }

    /// <summary>Gets how grave it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Gets the part of the application it happened in: 1 to 255 characters.</summary>
    public required string Component { get; init; }

    /// <summary>Gets the bot, where it concerns one: 1 to 255 characters.</summary>
    public string? BotId { get; init; }

    /// <summary>Gets the user, where one did it: 1 to 255 characters.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets whatever else is to be kept, as JSON.</summary>
    public string? Details { get; init; }

    /// <summary>Gets the <see cref="Hash"/> of the record before; <see langword="null"/> in the first. Filled in by the store.</summary>
    public string? PreviousHash { get; init; }

    /// <summary>Gets the record's SHA-256 as 64 lower-case hexadecimal digits; filled in by the store.</summary>
    public string? Hash { get; init; }

    /// <summary>Gets the record's number in the chain, from 1; filled in by the store.</summary>
    public long SequenceNumber { get; init; }
}
