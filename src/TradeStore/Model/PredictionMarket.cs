namespace TradeStore.Model;

/// <summary>
/// A prediction market as it stands. Stored in <c>prediction_markets</c>, one row each; its history is in <c>market_snapshots</c>. Amounts
/// are in quote currency, times UTC in whole microseconds.
/// </summary>
public sealed record PredictionMarket
{
    /// <summary>Gets the market, by the venue's own id: 1 to 255 characters.</summary>
    public required string MarketId { get; init; }

    /// <summary>Gets the event it is about: 1 to 255 characters, where known.</summary>
    public string? EventId { get; init; }

    /// <summary>Gets the question it asks: up to 1,024 characters.</summary>
    public required string Question { get; init; }

    /// <summary>Gets its name in addresses: up to 512 characters.</summary>
    public string? Slug { get; init; }

    /// <summary>Gets what stands in its book (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Liquidity { get; init; }

    /// <summary>Gets what was traded in all (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Volume { get; init; }

    /// <summary>Gets what was traded in the last 24 hours (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Volume24h { get; init; }

    /// <summary>Gets the price of the outcome yes, 0 to 1.</summary>
    public decimal? YesPrice { get; init; }

    /// <summary>Gets the price of the outcome no, 0 to 1.</summary>
    public decimal? NoPrice { get; init; }

    /// <summary>Gets how sure the market is of its outcome, by the bot's own measure. Finite.</summary>
    public double? Conviction { get; init; }

    /// <summary>Gets when it opens; may lie in the future.</summary>
    public DateTime? StartDate { get; init; }

    /// <summary>Gets when it is decided; may lie in the future.</summary>
    public DateTime? EndDate { get; init; }

    /// <summary>Gets a value indicating whether the market passed the bot's filters.</summary>
    public bool IsFiltered { get; init; }

    /// <summary>Gets the market as the venue gave it, as JSON.</summary>
    public string? Raw { get; init; }

    /// <summary>Gets when the row changed last; the store fills it in when it is left out.</summary>
    public DateTime? UpdatedAt { get; init; }
}

/// <summary>
/// An event that prediction markets are about. Stored in <c>prediction_events</c>, one row each. Amounts are in quote currency, times UTC
/// in whole microseconds.
/// </summary>
public sealed record PredictionEvent
{
    /// <summary>Gets the event, by the venue's own id: 1 to 255 characters.</summary>
    public required string EventId { get; init; }

    /// <summary>Gets the title: up to 1,024 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Gets its name in addresses: up to 512 characters.</summary>
    public string? Slug { get; init; }

    /// <summary>Gets what stands in the books of its markets (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Liquidity { get; init; }

    /// <summary>Gets what was traded in all (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Volume { get; init; }

    /// <summary>Gets what was traded in the last 24 hours (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Volume24h { get; init; }

    /// <summary>Gets when it begins; may lie in the future.</summary>
    public DateTime? StartDate { get; init; }

    /// <summary>Gets when it is decided; may lie in the future.</summary>
    public DateTime? EndDate { get; init; }

    /// <summary>Gets a value indicating whether the event passed the bot's filters.</summary>
    public bool IsFiltered { get; init; }

    /// <summary>Gets the event as the venue gave it, as JSON.</summary>
    public string? Raw { get; init; }

    /// <summary>Gets when the row changed last; the store fills it in when it is left out.</summary>
    public DateTime? UpdatedAt { get; init; }
}
