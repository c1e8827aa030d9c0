namespace TradeStore.Storage.Tiers;

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
