namespace TradeStore.Storage.Tiering;

/// <summary>A step that was done.</summary>
public sealed record TieringResult
{
    /// <summary>Gets the step.</summary>
    public required TieringStep Step { get; init; }

    /// <summary>Gets the rows that the partition has then; 0 when it was removed.</summary>
    public required long Rows { get; init; }

    /// <summary>Gets the bytes that it takes then: of its files, or of its blocks in the database.</summary>
    public required long Bytes { get; init; }

    /// <summary>Gets how long the step took: of small partitions that were done together, each has the same part of it.</summary>
    public required TimeSpan Duration { get; init; }
}
