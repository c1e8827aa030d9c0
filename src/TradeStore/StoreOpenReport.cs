namespace TradeStore;

/// <summary>What opening a store found and recovered.</summary>
public sealed record StoreOpenReport
{
    /// <summary>Gets how long opening took.</summary>
    public TimeSpan Duration { get; init; }
}
