namespace TradeStore.Model;

/// <summary>
/// One entry of a log. Stored in <c>application_logs</c>, partitioned by UTC day, by the telemetry lane: when that is full, the oldest
/// entries are dropped and counted.
/// </summary>
/// <remarks>Texts that are longer than their column takes are refused, never cut: whoever makes entries of foreign texts cuts them before.</remarks>
public sealed record LogEntry
{
    /// <summary>Gets when the entry was logged: UTC, whole microseconds.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the entry's id; the store makes one (UUID version 7) when it is <see cref="Guid.Empty"/>.</summary>
    public Guid LogId { get; init; }

    /// <summary>Gets how grave the entry is.</summary>
    public required LogEntryLevel Level { get; init; }

    /// <summary>Gets the application that logs: 1 to 255 characters.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the part of it that logs, as a logger's category: up to 256 characters.</summary>
    public string? Component { get; init; }

    /// <summary>Gets the message with its values filled in: up to 16,384 characters, may be empty.</summary>
    public required string Message { get; init; }

    /// <summary>Gets the name of the event, where it has one: up to 256 characters.</summary>
    public string? Event { get; init; }

    /// <summary>Gets the id that joins what belongs to one decision across tables.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>Gets the order the entry is about.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>Gets the symbol the entry is about: 1 to 255 characters.</summary>
    public string? Symbol { get; init; }

    /// <summary>Gets the user who caused it: 1 to 255 characters.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the session it happened in: 1 to 255 characters.</summary>
    public string? SessionId { get; init; }

    /// <summary>Gets the message's values and scopes, as JSON.</summary>
    public string? Data { get; init; }

    /// <summary>Gets the full name of the exception's type: up to 512 characters.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>Gets the exception's message: up to 16,384 characters, may be empty.</summary>
    public string? ExceptionMessage { get; init; }

    /// <summary>Gets where the exception was thrown: up to 65,536 characters.</summary>
    public string? ExceptionStackTrace { get; init; }

    /// <summary>Gets the source file that logs: up to 1,024 characters.</summary>
    public string? SourceFile { get; init; }

    /// <summary>Gets the line in <see cref="SourceFile"/>, from 1.</summary>
    public int? SourceLine { get; init; }

    /// <summary>Gets the method that logs: up to 512 characters.</summary>
    public string? SourceFunction { get; init; }
}

/// <summary>How grave an entry of a log is, as in <c>Microsoft.Extensions.Logging</c>; stored by its lower-case name.</summary>
public enum LogEntryLevel
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>trace</c>: every step; may hold what nobody else should see.</summary>
    Trace,

    /// <summary><c>debug</c>: for the developer.</summary>
    Debug,

    /// <summary><c>information</c>: what the application does.</summary>
    Information,

    /// <summary><c>warning</c>: unexpected, and the application goes on.</summary>
    Warning,

    /// <summary><c>error</c>: one operation failed.</summary>
    Error,

    /// <summary><c>critical</c>: the application cannot go on.</summary>
    Critical,
}
