namespace TradeStore;

/// <summary>What opening a store found and recovered.</summary>
public sealed record StoreOpenReport
{
    /// <summary>Gets a value indicating whether the store was made by this call.</summary>
    public bool IsNew { get; init; }

    /// <summary>Gets how long opening took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets the sequence number up to which the database held everything.</summary>
    public long DatabaseSequence { get; init; }

    /// <summary>Gets the last sequence number in the journal.</summary>
    public long JournalSequence { get; init; }

    /// <summary>Gets the journal frames (batches) that were applied because the database lacked them.</summary>
    public long ReplayedBatches { get; init; }

    /// <summary>Gets the rows in <see cref="ReplayedBatches"/>.</summary>
    public long ReplayedRows { get; init; }

    /// <summary>Gets the engine's log files that could not be used and were set aside; the journal was replayed instead.</summary>
    public IReadOnlyList<string> SetAside { get; init; } = [];

    /// <summary>Gets what was found damaged or cut, and what it means; empty when all is well.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Gets the ranges of sequence numbers (batches) that were acknowledged and are missing: lost in both copies, or refused by the engine and set aside in <c>quarantine/</c>, as <see cref="Findings"/> says.</summary>
    public IReadOnlyList<LostSequences> Lost { get; init; } = [];
}
