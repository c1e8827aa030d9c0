namespace OwnTable;

/// <summary>What the holders of a perpetual future pay to each other at one time: longs to shorts when the rate is positive.</summary>
internal sealed record FundingRate
{
    public required DateTime Timestamp { get; init; }

    public required string Exchange { get; init; }

    public required string Symbol { get; init; }

    /// <summary>Gets the rate as a fraction of the notional: 0.0001 is one basis point.</summary>
    public required decimal Rate { get; init; }

    /// <summary>Gets when it is paid next, where the exchange says so; it lies in the future.</summary>
    public DateTime? NextFundingTime { get; init; }
}
