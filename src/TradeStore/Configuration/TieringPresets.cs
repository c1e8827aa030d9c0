using TradeStore.Tiering;

namespace TradeStore.Configuration;

/// <summary>Sets of ages that data is kept for, under a name each.</summary>
public enum TieringPreset
{
    /// <summary>Nothing is ever removed or reduced; rows only move into files.</summary>
    KeepAll = 0,

    /// <summary>
    /// What is large and loses its worth goes: <c>market_ticks</c>, <c>ofi_events</c> and <c>system_metrics</c> after 90 days, <c>ohlcv_bars</c> and
    /// <c>market_snapshots</c> after 730; of <c>portfolio_snapshots</c> the intraday ones after 90 days, of <c>application_logs</c> all below a
    /// warning after 7, and <c>system_metrics</c> become one row a minute after 7.
    /// </summary>
    Expiring,
}

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
