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

/// <summary>What a check of the audit chain found.</summary>
/// <remarks>
/// The chain alone cannot show that its newest records were removed: keep <see cref="LastSequenceNumber"/> and <see cref="LastHash"/> outside
/// the store, and see that a later check still passes them.
/// </remarks>
/// <param name="RecordsChecked">The records that hold, from the first up to the break.</param>
/// <param name="Break">What is wrong; <see cref="AuditBreak.None"/> when the chain holds.</param>
/// <param name="FirstBroken">The sequence number at which the chain breaks first; <see langword="null"/> when it holds.</param>
/// <param name="LastSequenceNumber">The number of the last record that holds; 0 when there is none.</param>
/// <param name="LastHash">Its hash; <see langword="null"/> when there is none.</param>
public sealed record AuditVerification(long RecordsChecked, AuditBreak Break, long? FirstBroken, long LastSequenceNumber, string? LastHash)
{
    /// <summary>Gets a value indicating whether the chain holds from its first record to its last.</summary>
    public bool IsIntact => Break == AuditBreak.None;
}

/// <summary>What is wrong with the audit chain where it breaks.</summary>
public enum AuditBreak
{
    /// <summary>Nothing: the chain holds.</summary>
    None = 0,

    /// <summary>The record's fields do not give its hash: the record was changed.</summary>
    Hash,

    /// <summary>The record is not tied to the one before: that one was changed and given a hash that fits.</summary>
    Link,

    /// <summary>The record is missing: it was removed, or its number was changed.</summary>
    Gap,

    /// <summary>The number stands in more than one record, or is below 1.</summary>
    Order,
}
