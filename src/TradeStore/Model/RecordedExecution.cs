namespace TradeStore.Model;

/// <summary>What recording a fill led to; all of it is durable.</summary>
public sealed record RecordedExecution
{
    /// <summary>Gets the fill as it is stored, with what it realised; of a repetition under the venue's id as the caller gave it, which says the same.</summary>
    public required Execution Execution { get; init; }

    /// <summary>Gets a value indicating whether the fill was recorded before, under its own id or the venue's: then nothing was written, and the rest is missing.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Gets the order after the fill.</summary>
    public Order? Order { get; init; }

    /// <summary>Gets the position after the fill.</summary>
    public Position? Position { get; init; }

    /// <summary>Gets the round trips that the fill opened, enlarged, reduced or closed; two where the position turned from long to short or back.</summary>
    public IReadOnlyList<Trade> Trades { get; init; } = [];
}
