namespace TradeStore.Storage.Tiering;

/// <summary>What a run of tiering did.</summary>
public sealed record TieringReport
{
    /// <summary>Gets the steps that were done, in their order.</summary>
    public required IReadOnlyList<TieringResult> Done { get; init; }

    /// <summary>Gets the steps that failed while others went on: a damaged file, say. They are tried again next time.</summary>
    public required IReadOnlyList<TieringFailure> Failed { get; init; }

    /// <summary>Gets how long the run took.</summary>
    public required TimeSpan Duration { get; init; }
}
