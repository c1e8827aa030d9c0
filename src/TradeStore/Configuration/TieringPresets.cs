using TradeStore.Tiering;

namespace TradeStore.Configuration;

/// <summary>What the presets of <see cref="TieringOptions.Preset"/> say, to begin a policy of one's own with.</summary>
public static class TieringPresets
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Quarter = TimeSpan.FromDays(90);
    private static readonly TimeSpan TwoYears = TimeSpan.FromDays(730);

    /// <summary>Returns the policy that a preset has for a table: <c>TieringPresets.PolicyOf(TieringPreset.Expiring, "market_ticks") with { Warm = TimeSpan.FromDays(30) }</c>.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="table">The table's name.</param>
    public static TierPolicy PolicyOf(TieringPreset preset, string table)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        var policy = DefaultPolicies.Of(table);
        return preset == TieringPreset.Expiring ? policy with { Retention = KeptFor(table) } : policy;
    }

    internal static TimeSpan? IntradaySnapshots(TieringPreset preset) => preset == TieringPreset.Expiring ? Quarter : null;

    internal static TimeSpan? DebugLogs(TieringPreset preset) => preset == TieringPreset.Expiring ? Week : null;

    internal static TimeSpan? RawMetrics(TieringPreset preset) => preset == TieringPreset.Expiring ? Week : null;

    private static TimeSpan? KeptFor(string table) => table switch
    {
        "market_ticks" or "ofi_events" or "system_metrics" => Quarter,
        "ohlcv_bars" or "market_snapshots" => TwoYears,
        _ => null,
    };
}
