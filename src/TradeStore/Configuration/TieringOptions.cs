using TradeStore.Tiering;

namespace TradeStore.Configuration;

/// <summary>How data ages.</summary>
public sealed class TieringOptions
{
    /// <summary>Gets or sets how long after its end a partition waits for late rows before it is sealed, and late rows for others before they are merged: 1 hour by default, 0 to 366 days.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets the most rows of one Parquet file; a larger partition becomes several: 16,777,216 by default, 1,000 to 1,000,000,000.</summary>
    public long FileRows { get; set; } = 1L << 24;

    /// <summary>
    /// Gets or sets a folder outside the store to which every Parquet file is copied, and from which <see cref="Store.RepairAsync"/> takes files back: none by default. The folder has
    /// to be there; it is not made by itself, since its disk may not be mounted.
    /// </summary>
    public string? Archive { get; set; }

    /// <summary>Gets or sets the rows that are sorted at once when a partition is laid down in the database.</summary>
    internal long SliceRows { get; set; } = 2_000_000;

    /// <summary>Gets or sets what is called at each point of a step; for tests.</summary>
    internal Action<TieringPoint>? Reached { get; set; }
}
