using System.Collections.Immutable;
using System.Collections.ObjectModel;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers;

/// <summary>A part of a partition: one DuckDB table or one Parquet file.</summary>
/// <param name="Id">The number the manifest knows the segment by.</param>
/// <param name="Table">The logical table.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Location">What SQL reads: the DuckDB table, or a scan of the file.</param>
/// <param name="IsTimeOrdered">Whether each row came with a time no earlier than the one before, so that a scan needs no sort.</param>
internal sealed record Segment(long Id, TableSchema Table, Partition Partition, string Location, bool IsTimeOrdered)
{
    public Tier Tier { get; init; }

    public SegmentState State { get; init; }

    /// <summary>Gets the place among the segments of the partition: of rows with one key, which one is seen is decided between generations.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>Gets the file; <see langword="null"/> for a table.</summary>
    public ColdFile? Cold { get; init; }

    /// <summary>Gets the path of the file within the store, with slashes; <see langword="null"/> for a table.</summary>
    public string? File => Cold?.Name;

    public string? Sha256 { get; init; }

    /// <summary>Gets the SHA-256 of the file's footer; <see langword="null"/> for a table.</summary>
    public string? FooterSha256 { get; init; }

    /// <summary>Gets the bytes on disk; <see langword="null"/> where they were not counted.</summary>
    public long? Bytes { get; init; }

    /// <summary>Gets how many of the table's columns it has; those that were added later are NULL.</summary>
    public int ColumnCount { get; init; } = Table.Columns.Count;

    /// <summary>Gets the version of the table's declaration by which it was written.</summary>
    public int SchemaVersion { get; init; } = Table.Version;

    /// <summary>Gets the types that columns had when it was written, by their names, of those that have been widened since.</summary>
    public IReadOnlyDictionary<string, string> Former { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets what one scan of several files has to have in common.</summary>
    public string FileColumns => $"{ColumnCount} {string.Join(' ', Former.OrderBy(f => f.Key, StringComparer.Ordinal))}";

    /// <summary>Gets what SQL reads where the types count by which it was written: those by which its values were hashed.</summary>
    public string AsWritten => Former.Count == 0 ? Location : $"(SELECT {ParquetScan.Star(Former)} FROM {Location})";

    /// <summary>Gets the columns that it has, of the types by which it was written.</summary>
    public IReadOnlyList<ColumnDefinition> WrittenColumns => [.. Table.Columns.Take(ColumnCount).Select(c => Former.TryGetValue(c.Name, out var type) ? DecimalFormat.Parse(type).Applied(c) : c)];

    /// <summary>Gets a value indicating whether its rows lie in the order of the table's cluster key.</summary>
    public bool IsClustered { get; init; }

    /// <summary>Gets a value indicating whether the table's reduction has been applied to all its rows.</summary>
    public bool IsReduced { get; init; }

    /// <summary>Gets what it holds; <see langword="null"/> until it is counted.</summary>
    public SegmentContent? Content { get; init; }

    /// <summary>Gets what is known of it while it is not counted; <see langword="null"/> for what was laid down as a whole.</summary>
    public GrowingContent? Growing { get; init; }

    /// <summary>Gets when it was made, in microseconds since 1970.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Gets when the store took its newest row in, in microseconds since 1970; for an open segment, when it was made.</summary>
    public long WrittenAt { get; init; }

    /// <summary>Gets until when it stays warm although its age says otherwise: somebody asked for it.</summary>
    public long? WarmUntil { get; init; }

    /// <summary>Gets why it is damaged.</summary>
    public string? Damage { get; init; }

    /// <summary>Gets what reads have found of its table.</summary>
    public TableDamage TableDamage { get; init; } = new();

    /// <summary>Gets the place of a row within it, as SQL.</summary>
    public string Position => Tier == Tier.Cold ? "file_row_number" : "rowid";

    /// <summary>Gets a value indicating whether its file is known not to be what was written, by the manifest or since it was found.</summary>
    public bool IsDamaged => State == SegmentState.Damaged || Cold is { Damage: not null };

    /// <summary>Gets the table's name within the schema of warm tables.</summary>
    public string TableName => Location["warm.\"".Length..^1];
}

/// <summary>What may happen to a segment.</summary>
internal enum SegmentState
{
    /// <summary>It takes rows: the newest of its partition.</summary>
    Open = 0,

    /// <summary>It took rows as they came, and takes no more.</summary>
    Closed,

    /// <summary>It was laid down as a whole: clustered, counted and verified.</summary>
    Sealed,

    /// <summary>Its file is not what was written; nothing is read from it.</summary>
    Damaged,
}

/// <summary>What an immutable segment holds, as it was counted when the segment was made.</summary>
internal sealed record SegmentContent
{
    public required long Rows { get; init; }

    /// <summary>Gets the time of the first row, in microseconds since 1970.</summary>
    public required long Earliest { get; init; }

    /// <summary>Gets the time of the last row.</summary>
    public required long Latest { get; init; }

    /// <summary>Gets the sum of the hashes of its rows (<see cref="Values.RowHashes"/>), in hexadecimal: the same whatever their order and whoever reads them.</summary>
    public required string ValueHash { get; init; }

    /// <summary>Gets the bytes of the values as they travel, uncompressed.</summary>
    public long RawBytes { get; init; }

    /// <summary>Gets the texts at the head of the cluster key in the first row.</summary>
    public IReadOnlyList<string> First { get; init; } = [];

    /// <summary>Gets the texts at the head of the cluster key in the last row.</summary>
    public IReadOnlyList<string> Last { get; init; } = [];

    /// <summary>Gets the texts at the head of the cluster key in all rows, each once; <see langword="null"/> when they are not known or too many to keep.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Heads { get; init; }
}

/// <summary>The rows of a segment as a read has counted them; those in memory are not among them.</summary>
/// <param name="Rows">How many.</param>
/// <param name="First">The time of the first, in microseconds since 1970; 0 when there are none.</param>
/// <param name="Last">The time of the last.</param>
/// <param name="Bytes">What they take.</param>
/// <param name="Applied">The sequence number up to which the snapshot held the table's rows.</param>
internal sealed record CountedRows(long Rows, long First, long Last, long Bytes, long Applied);

/// <summary>The segments of one partition, oldest generation first.</summary>
internal sealed record PartitionSegments(Partition Partition, ImmutableArray<Segment> Segments)
{
    public TableSchema Table => Segments[0].Table;

    /// <summary>Gets the segment that takes rows.</summary>
    public Segment? Open => Segments[^1] is { State: SegmentState.Open } open ? open : null;

    /// <summary>Gets a value indicating whether a key can come in more than one segment.</summary>
    public bool HasGenerations => Segments[0].Generation != Segments[^1].Generation;

    /// <summary>Gets the generation that a segment with newer rows has.</summary>
    public int NextGeneration => Segments[^1].Generation + 1;
}
