using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiering;

/// <summary>Where the rows of a partition lie, and how many they are.</summary>
public sealed record PartitionDescription
{
    /// <summary>Gets the table.</summary>
    public required string Table { get; init; }

    /// <summary>Gets the partition: its UTC day (<c>20260302</c>) or month (<c>202603</c>).</summary>
    public required string Partition { get; init; }

    /// <summary>Gets the first time of the partition (UTC).</summary>
    public required DateTime From { get; init; }

    /// <summary>Gets the end of the partition (UTC), excluded.</summary>
    public required DateTime To { get; init; }

    /// <summary>Gets where it lies; rows that came after it was exported may be in the database.</summary>
    public required Tier Tier { get; init; }

    /// <summary>Gets how it lies.</summary>
    public required PartitionStatus Status { get; init; }

    /// <summary>Gets the tables and files that it consists of.</summary>
    public required int Segments { get; init; }

    /// <summary>Gets its rows as they are stored; until rows that came late are merged, one that replaces another counts as well as the other.</summary>
    public required long Rows { get; init; }

    /// <summary>
    /// Gets the bytes of its files, and of its blocks in the database file, as they were when it was sealed or, while it takes rows, last counted; of a table that is too small for blocks of its own, about those
    /// of its values. Rows in memory take none.
    /// </summary>
    public required long Bytes { get; init; }

    /// <summary>Gets the bytes of its values as they travel, uncompressed; <see langword="null"/> while they are not counted: it has to be sealed.</summary>
    public long? RawBytes { get; init; }

    /// <summary>Gets <see cref="RawBytes"/> / <see cref="Bytes"/>; <see langword="null"/> while they are not counted.</summary>
    public double? CompressionRatio => RawBytes is { } raw && Bytes > 0 ? (double)raw / Bytes : null;

    /// <summary>Gets the time of its first row (UTC); <see langword="null"/> when it has no rows, or is damaged and not counted.</summary>
    public DateTime? First { get; init; }

    /// <summary>Gets the time of its last row (UTC).</summary>
    public DateTime? Last { get; init; }

    /// <summary>Gets when the store took rows of it in for the last time (UTC), as far as it is noted: for a part that takes rows, when that was begun.</summary>
    public required DateTime LastWritten { get; init; }

    /// <summary>Gets its files, as paths within the store; none for a partition in the database.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Gets what is damaged, a sentence for each file; empty when nothing is known to be.</summary>
    public required IReadOnlyList<string> Damage { get; init; }
}

/// <summary>How a partition lies.</summary>
public enum PartitionStatus
{
    /// <summary>Its rows lie as they came.</summary>
    Open = 0,

    /// <summary>It was laid down as a whole: clustered, counted and verified.</summary>
    Sealed,

    /// <summary>The same, and rows that came since lie beside it until they are merged.</summary>
    Unmerged,

    /// <summary>A file of it is damaged or missing; it cannot be read.</summary>
    Damaged,
}
