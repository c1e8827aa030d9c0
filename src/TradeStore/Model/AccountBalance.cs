namespace TradeStore.Model;

/// <summary>
/// What a bot had of a currency at an exchange at one time. Stored in <c>account_balances</c>, partitioned by UTC month; writing one with
/// the same bot, exchange, currency and time again replaces it. Amounts are in <see cref="Currency"/>.
/// </summary>
public sealed record AccountBalance
{
    /// <summary>Gets when it was so: UTC, whole microseconds.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the bot: 1 to 255 characters.</summary>
    public required string BotId { get; init; }

    /// <summary>Gets the exchange: 1 to 255 characters.</summary>
    public required string Exchange { get; init; }

    /// <summary>Gets the currency: 1 to 255 characters.</summary>
    public required string Currency { get; init; }

    /// <summary>Gets the balance; negative when it is owed.</summary>
    public required decimal Balance { get; init; }

    /// <summary>Gets what of it could be used, where known.</summary>
    public decimal? Available { get; init; }

    /// <summary>Gets the margin in use, zero or more, where known.</summary>
    public decimal? MarginUsed { get; init; }

    /// <summary>Gets what closing all positions would realise, where known.</summary>
    public decimal? UnrealizedPnl { get; init; }

    /// <summary>Gets why the balance was taken.</summary>
    public required SnapshotType SnapshotType { get; init; }
}
