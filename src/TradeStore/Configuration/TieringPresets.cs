using TradeStore.Storage.Configuration;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Configuration;

/// <summary>What the presets of <see cref="TieringOptions.Preset"/> say, to begin a policy of one's own with.</summary>
public static class TieringPresets
{
    /// <summary>Returns the policy that a preset has for a table: <c>TieringPresets.PolicyOf(TieringPreset.Expiring, "market_ticks") with { Warm = TimeSpan.FromDays(30) }</c>.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="table">The table's name; one that is not built in is in the database for 90 days.</param>
    public static TierPolicy PolicyOf(TieringPreset preset, string table)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        return TieringOptions.PolicyOf(preset, BuiltInTables.All.FirstOrDefault(t => t.Name == table)?.Aging ?? Aging.Standard);
    }
}
