using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tables;

namespace TradeStore.Decisions;

/// <summary>Decides about versions of configurations, so that of each bot at most one is in force at a time.</summary>
internal sealed class ConfigurationDecisions(LiveState state)
{
    private const string Table = "bot_configurations";

    /// <summary>Adds a bot's next version, and ends the one without an end that it begins within.</summary>
    public BotConfiguration Put(Decision decision, BotConfiguration configuration)
    {
        configuration = decision.AsStored(BotConfigurationTable.Definition, configuration);
        BotDecisions.CheckRegistered(decision, state, Table, configuration.BotId);
        var versions = decision.FindAll(state.Configurations, c => c.BotId == configuration.BotId).OrderBy(c => c.EffectiveFrom).ToList();
        var added = configuration with
        {
            Version = versions.Count == 0 ? 1 : checked(versions.Max(c => c.Version) + 1),
            EffectiveFrom = configuration.EffectiveFrom == default ? decision.Time : configuration.EffectiveFrom,
        };
        CheckRange(added);
        foreach (var version in versions.Where(v => Overlap(v, added)))
        {
            if (version.EffectiveTo is not null || version.EffectiveFrom >= added.EffectiveFrom)
            {
                throw new ConfigurationOverlapException(added, version);
            }

            decision.Put(state.Configurations, version with { EffectiveTo = added.EffectiveFrom });
        }

        return decision.Put(state.Configurations, added);
    }

    /// <summary>Tells whether a version is in force at a time.</summary>
    public static bool IsInForce(BotConfiguration version, DateTime at) => version.EffectiveFrom <= at && (version.EffectiveTo is null || at < version.EffectiveTo);

    private static bool Overlap(BotConfiguration one, BotConfiguration other) =>
        (other.EffectiveTo is null || one.EffectiveFrom < other.EffectiveTo) && (one.EffectiveTo is null || other.EffectiveFrom < one.EffectiveTo);

    // An empty range overlaps nothing, and a time that is not UTC cannot be compared: both are refused before they are.
    private static void CheckRange(BotConfiguration added)
    {
        CheckUtc("effective_from", added.EffectiveFrom);
        if (added.EffectiveTo is { } end)
        {
            CheckUtc("effective_to", end);
            if (end <= added.EffectiveFrom)
            {
                throw new InvalidRowException(Table, 0, "effective_to", end, "it is not after effective_from.");
            }
        }
    }

    private static void CheckUtc(string column, DateTime time)
    {
        if (time.Kind != DateTimeKind.Utc)
        {
            throw new InvalidRowException(Table, 0, column, time, "only UTC is stored.");
        }
    }
}
