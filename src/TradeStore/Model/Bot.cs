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
