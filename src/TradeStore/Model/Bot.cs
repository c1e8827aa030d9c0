namespace TradeStore.Model;

/// <summary>A bot that trades. Stored in <c>bots</c>, one row each. Amounts are in the account's currency, times UTC in whole microseconds.</summary>
public sealed record Bot
{
    /// <summary>Gets the bot's id, which stands in every trading table: 1 to 255 characters.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the name people know it by: 1 to 255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the strategy it follows: 1 to 255 characters, where known.</summary>
    public string? Strategy { get; init; }

    /// <summary>Gets what it does.</summary>
    public required BotStatus Status { get; init; }

    /// <summary>Gets the exchange it trades at: 1 to 255 characters; <see langword="null"/> for several.</summary>
    public string? Exchange { get; init; }

    /// <summary>Gets what it trades with, where known.</summary>
    public decimal? Equity { get; init; }

    /// <summary>Gets its limits, as JSON.</summary>
    public string? RiskLimits { get; init; }

    /// <summary>Gets when it was last heard of; <see langword="null"/> before the first time.</summary>
    public DateTime? LastHeartbeat { get; init; }

    /// <summary>Gets when it was registered; filled in by the store.</summary>
    public DateTime RegisteredAt { get; init; }

    /// <summary>Gets what was said when the status was set last: up to 1,024 characters, where anything was.</summary>
    public string? StatusMessage { get; init; }
}

/// <summary>What a bot does; stored by its lower-case name.</summary>
public enum BotStatus
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>registered</c>: known to the store, not yet started.</summary>
    Registered,

    /// <summary><c>running</c>: it trades.</summary>
    Running,

    /// <summary><c>paused</c>: it runs and opens no positions.</summary>
    Paused,

    /// <summary><c>stopped</c>: it was shut down.</summary>
    Stopped,

    /// <summary><c>error</c>: it stopped because something failed.</summary>
    Error,
}

/// <summary>A sign of life of a bot.</summary>
/// <param name="BotId">The bot.</param>
/// <param name="Equity">What it trades with, in the account's currency; unchanged when left out.</param>
public sealed record BotHeartbeat(string BotId, decimal? Equity = null);

/// <summary>
/// One version of a bot's configuration, and when it is in force. Stored in <c>bot_configurations</c>; of each bot at most one is in force
/// at a time.
/// </summary>
public sealed record BotConfiguration
{
    /// <summary>Gets the bot: 1 to 255 characters.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the number of the version, from 1.</summary>
    public long Version { get; init; }

    /// <summary>Gets the configuration, as JSON.</summary>
    public required string Configuration { get; init; }

    /// <summary>Gets from when it is in force: UTC, whole microseconds; may lie in the future.</summary>
    public required DateTime EffectiveFrom { get; init; }

    /// <summary>Gets until when it is in force, that time left out; <see langword="null"/> for no end.</summary>
    public DateTime? EffectiveTo { get; init; }

    /// <summary>Gets who made it: 1 to 255 characters, where known.</summary>
    public string? CreatedBy { get; init; }
}
