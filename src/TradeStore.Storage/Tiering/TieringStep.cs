namespace TradeStore.Storage.Tiering;

/// <summary>Something that is due for a partition.</summary>
public sealed record TieringStep
{
    /// <summary>Gets what is done.</summary>
    public required TieringAction Action { get; init; }

    /// <summary>Gets the table.</summary>
    public required string Table { get; init; }

    /// <summary>Gets the partition: its UTC day (<c>20260302</c>) or month (<c>202603</c>).</summary>
    public required string Partition { get; init; }

    /// <summary>Gets the first time of the partition (UTC).</summary>
    public required DateTime From { get; init; }

    /// <summary>Gets the end of the partition (UTC), excluded.</summary>
    public required DateTime To { get; init; }

    /// <summary>Gets why it is due, a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets since when it is due (UTC); <see langword="null"/> when somebody asked for it.</summary>
    public DateTime? DueSince { get; init; }

    /// <summary>Gets the rows that are read; <see langword="null"/> while they were not counted.</summary>
    public long? Rows { get; init; }

    /// <summary>Gets the bytes of what is read; <see langword="null"/> while they were not counted.</summary>
    public long? Bytes { get; init; }
}
