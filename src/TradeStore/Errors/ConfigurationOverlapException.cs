using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Errors;

/// <summary>A version of a bot's configuration would be in force at the same time as another. Both are as they were.</summary>
public sealed class ConfigurationOverlapException : TradeStoreException
{
    internal ConfigurationOverlapException(BotConfiguration refused, BotConfiguration existing)
        : base(
            TradeStoreErrorCode.ConfigurationOverlap,
            $"Version {refused.Version} of the configuration of '{refused.BotId}', in force {Range(refused)}, overlaps version {existing.Version}, in force {Range(existing)}. "
            + "Only a version without an end is ended by one that begins later.")
    {
        BotId = refused.BotId;
        Refused = refused;
        Existing = existing;
    }

    /// <summary>Gets the bot.</summary>
    public string BotId { get; }

    /// <summary>Gets the version that was refused; its number is free still.</summary>
    public BotConfiguration Refused { get; }

    /// <summary>Gets the earliest version that it overlaps and cannot end.</summary>
    public BotConfiguration Existing { get; }

    private static string Range(BotConfiguration version) => version.EffectiveTo is { } end
        ? $"from {version.EffectiveFrom:O} to {end:O}"
        : $"from {version.EffectiveFrom:O} on";
}
