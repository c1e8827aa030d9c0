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
