namespace TradeStore.Model;

/// <summary>
/// The order flow imbalance of a symbol over an interval (Cont, Kukanov and Stoikov 2014). Stored in <c>ofi_events</c>, partitioned by UTC
/// day; of events with the same exchange, symbol and time the first stays.
/// </summary>
public sealed record OfiEvent
{
    /// <summary>Gets the end of the interval: UTC, whole microseconds.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the exchange: 1 to 255 characters.</summary>
    public required string Exchange { get; init; }

    /// <summary>Gets the symbol: 1 to 255 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the imbalance, in units of quantity: positive when buyers press, negative when sellers do.</summary>
    public required decimal OfiValue { get; init; }

    /// <summary>Gets the quantity that came to the bid, where known (DECIMAL(28,8)); zero or more.</summary>
    public decimal? BidVolume { get; init; }

    /// <summary>Gets the quantity that came to the ask, where known (DECIMAL(28,8)); zero or more.</summary>
    public decimal? AskVolume { get; init; }

    /// <summary>Gets (bid − ask) / (bid + ask) of the volumes, −1 to 1, where known.</summary>
    public double? Imbalance { get; init; }
}
