namespace TradeStore.Model;

/// <summary>
/// One market event of a symbol: a quote, a trade, or both; at least one of <see cref="BidPrice"/>, <see cref="AskPrice"/> and
/// <see cref="LastPrice"/> is set. Stored in <c>market_ticks</c>, partitioned by UTC day.
/// </summary>
/// <remarks>
/// Prices and sizes hold up to 8 decimals (DECIMAL(18,8)); what does not fit exactly is refused, never rounded. Rows with the same
/// exchange, symbol, time and <see cref="SequenceNumber"/> are one row (the first wins), a quote and a trade told apart; rows without a sequence number are never
/// taken for duplicates.
/// </remarks>
public sealed record Tick
{
    /// <summary>Gets the event time: UTC, whole microseconds (<see cref="DateTimeKind.Utc"/>, anything else is refused).</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the exchange, or the market folder of an import: 1 to 255 characters.</summary>
    public required string Exchange { get; init; }

    /// <summary>Gets the symbol: 1 to 255 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the best bid in quote currency; <see langword="null"/> when there is none.</summary>
    public decimal? BidPrice { get; init; }

    /// <summary>Gets the best ask in quote currency; <see langword="null"/> when there is none.</summary>
    public decimal? AskPrice { get; init; }

    /// <summary>Gets the quantity at the best bid, zero or more.</summary>
    public decimal? BidSize { get; init; }

    /// <summary>Gets the quantity at the best ask, zero or more.</summary>
    public decimal? AskSize { get; init; }

    /// <summary>Gets the price of a trade in quote currency.</summary>
    public decimal? LastPrice { get; init; }

    /// <summary>Gets the quantity of a trade, zero or more.</summary>
    public decimal? LastSize { get; init; }

    /// <summary>Gets the cumulated volume of the session as the feed reports it (DECIMAL(28,8)), zero or more.</summary>
    public decimal? Volume { get; init; }

    /// <summary>Gets the feed's sequence number, which orders ticks of the same time and makes them recognisable: a quote and a trade of one number are two ticks.</summary>
    public long? SequenceNumber { get; init; }

    /// <summary>Gets the sale or quote conditions as the feed names them.</summary>
    public IReadOnlyList<string>? Conditions { get; init; }

    /// <summary>Gets the venue or tape the event was printed on.</summary>
    public string? Tape { get; init; }

    /// <summary>Gets where the tick came from: a feed's or an importer's name.</summary>
    public string? Source { get; init; }

    /// <summary>Gets the id that links the tick to traces and orders.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>Gets when the store took the tick in (UTC, microseconds); set by the store when <see langword="null"/>.</summary>
    public DateTime? IngestionTime { get; init; }

    /// <summary>Gets the venue's id of the trade, where it has one: 1 to 255 characters, a number or not.</summary>
    public string? TradeId { get; init; }

    /// <summary>Gets the side that traded against a resting order, where known: <see cref="OrderSide.Buy"/> lifted an offer, <see cref="OrderSide.Sell"/> hit a bid.</summary>
    public OrderSide? AggressorSide { get; init; }
}
