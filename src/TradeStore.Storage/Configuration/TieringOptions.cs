using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Configuration;

/// <summary>How data ages.</summary>
public sealed class TieringOptions
{
    /// <summary>Gets or sets how often a host looks for what is due: 10 minutes by default, 0 (never by itself) or 1 second to 24 hours.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets the daily times, by UTC, in which a host does what is due: none by default, which means at any time; in a configuration a list of texts
    /// like <c>22:00-06:00</c>. A step that has begun is finished.
    /// </summary>
    public IList<QuietWindow> QuietWindows { get; } = [];

    /// <summary>Gets or sets how long after its end a partition waits for late rows before it is sealed, and late rows for others before they are merged: 1 hour by default, 0 to 366 days.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the most rows of one Parquet file; a larger partition becomes several: 16,777,216 by default, 1,000 to 1,000,000,000.</summary>
    public long FileRows { get; set; } = 1L << 24;

    /// <summary>
    /// Gets or sets the bytes of the disk that tiering leaves free: 1 GB by default, 0 to 1 TB. The lower of this and
    /// <see cref="MinimumFreeFraction"/> of the disk counts.
    /// </summary>
    public long MinimumFreeSpace { get; set; } = 1L << 30;

    /// <summary>Gets or sets the part of the disk that tiering leaves free: 0.05 by default, 0 to 0.9. The lower of this and <see cref="MinimumFreeSpace"/> counts.</summary>
    public double MinimumFreeFraction { get; set; } = 0.05;

    /// <summary>
    /// Gets or sets the folder that Parquet files are copied to before they are removed: none (null) by default, 1 to 4,096 characters. It lies
    /// outside the store's folder, at best on another disk.
    /// </summary>
    public string? Archive { get; set; }

    /// <summary>
    /// Gets or sets which ages hold where nothing else is set: <see cref="TieringPreset.KeepAll"/> by default, <c>KeepAll</c> or <c>Expiring</c>.
    /// What <see cref="Tables"/> says goes before it.
    /// </summary>
    public TieringPreset Preset { get; set; }

    /// <summary>Gets the policies of tables by their names, in the place of those of the <see cref="Preset"/>; none by default.</summary>
    public IDictionary<string, TierPolicy> Tables { get; } = new Dictionary<string, TierPolicy>(StringComparer.Ordinal);

    /// <summary>Gets or sets the rows that are sorted at once when a partition is laid down in the database.</summary>
    internal long SliceRows { get; set; } = 2_000_000;

    /// <summary>Gets or sets what is called at each point of a step; for tests.</summary>
    internal Action<TieringPoint>? Reached { get; set; }

    /// <summary>Gets or sets what says how full the disk is; for tests.</summary>
    internal Func<DiskSpace?>? Disk { get; set; }

    /// <summary>Returns the policy that holds for a table.</summary>
    internal TierPolicy PolicyOf(TableSchema table) => PolicyOf(table.Name, table.Aging);

    /// <summary>Returns the policy that holds for a table of a name, which ages so where nothing else is set.</summary>
    internal TierPolicy PolicyOf(string table, Aging aging) => Tables.TryGetValue(table, out var set) ? set : PolicyOf(Preset, aging);

    /// <summary>Returns what a preset makes of how a table ages.</summary>
    internal static TierPolicy PolicyOf(TieringPreset preset, Aging aging) => preset == TieringPreset.Expiring
        ? new() { Warm = aging.Warm, ExpireAfter = aging.Lifetime, Detail = aging.Detail }
        : new() { Warm = aging.Warm };
}

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
