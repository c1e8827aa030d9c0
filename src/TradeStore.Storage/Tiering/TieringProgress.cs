namespace TradeStore.Storage.Tiering;

/// <summary>How far a step is.</summary>
public sealed record TieringProgress
{
    /// <summary>Gets the step.</summary>
    public required TieringStep Step { get; init; }

    /// <summary>Gets what is being done.</summary>
    public required TieringStage Stage { get; init; }

    /// <summary>Gets the rows written so far.</summary>
    public long Rows { get; init; }

    /// <summary>Gets the rows to write; 0 while they are not counted.</summary>
    public long TotalRows { get; init; }

    /// <summary>Gets the bytes of the files written so far; 0 for tables.</summary>
    public long Bytes { get; init; }

    /// <summary>Gets the rows written per second since the step began.</summary>
    public double RowsPerSecond { get; init; }
}
