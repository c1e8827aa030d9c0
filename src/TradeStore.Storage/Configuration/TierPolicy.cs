namespace TradeStore.Storage.Configuration;

/// <summary>How long the rows of a table stay in the database, and how long they are kept at all.</summary>
/// <remarks>
/// A configuration that names one of them leaves the others as the preset has them; a policy that is made in code has what it is given, and
/// <c>TieringPresets.PolicyOf</c> to begin with.
/// </remarks>
public sealed record TierPolicy
{
    /// <summary>
    /// Gets the age at which a partition leaves the database for Parquet files, counted from its end: 0 to 36,500 days; <see langword="null"/>
    /// (in a configuration <c>never</c>) when it never does.
    /// </summary>
    public TimeSpan? Warm { get; init; }

    /// <summary>
    /// Gets the age at which a partition is removed: 1 to 36,500 days; <see langword="null"/> (in a configuration <c>never</c>) when it is kept
    /// for ever, as every table is by default. It counts from the partition's end or from when the store took its newest row in, whichever is later: what is imported late
    /// is kept as long after it came.
    /// </summary>
    public TimeSpan? ExpireAfter { get; init; }

    /// <summary>
    /// Gets the age at which only that is kept of a partition which its table says is worth keeping (<c>docs/tiering.md</c>: end-of-day snapshots, warnings and worse, a metric a minute): 1 hour to
    /// 36,500 days; <see langword="null"/> (in a configuration <c>never</c>) when all of it stays, as by default. For tables that say so.
    /// </summary>
    public TimeSpan? Detail { get; init; }
}

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
