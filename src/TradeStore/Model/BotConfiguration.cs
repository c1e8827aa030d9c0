namespace TradeStore.Model;

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
