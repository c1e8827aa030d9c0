namespace TradeStore.Storage.Tiers;

/// <summary>What an immutable segment holds, as it was counted when the segment was made.</summary>
internal sealed record SegmentContent
{
    public required long Rows { get; init; }

    /// <summary>Gets the time of the first row, in microseconds since 1970.</summary>
    public required long Earliest { get; init; }

    /// <summary>Gets the time of the last row.</summary>
    public required long Latest { get; init; }

    /// <summary>
    /// Gets a sum of hashes, one of all columns of each row: the same whatever the order of the rows, and another one when two rows have exchanged values.
    /// <see langword="null"/> where it was counted by a version that summed each column alone.
    /// </summary>
    public string? RowHash { get; init; }

    /// <summary>Gets a sum of hashes for each column, in the order of the columns, where it was counted by such a version.</summary>
    public IReadOnlyList<string> Hashes { get; init; } = [];

    /// <summary>Gets the version of the engine that hashed; another one may hash otherwise.</summary>
    public string HashedBy { get; init; } = "";

    /// <summary>Gets the bytes of the values as they travel, uncompressed.</summary>
    public long RawBytes { get; init; }

    /// <summary>Gets the texts at the head of the cluster key in the first row.</summary>
    public IReadOnlyList<string> First { get; init; } = [];

    /// <summary>Gets the texts at the head of the cluster key in the last row.</summary>
    public IReadOnlyList<string> Last { get; init; } = [];

    /// <summary>Gets the texts at the head of the cluster key in all rows, each once; <see langword="null"/> when they are not known or too many to keep.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Heads { get; init; }
}
