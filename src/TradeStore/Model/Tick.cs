using TradeStore.Storage.Schema;

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

/// <summary>Which ticks are asked for.</summary>
public enum TickKind
{
    /// <summary>Quotes and trades.</summary>
    Any = 0,

    /// <summary>Ticks with a bid or an ask.</summary>
    Quote,

    /// <summary>Ticks with a trade.</summary>
    Trade,
}

/// <summary>What one tick is known by: exchange, symbol, time and sequence number, and whether it is a quote, a trade or both.</summary>
public sealed record TickKey
{
    /// <summary>Gets the exchange.</summary>
    public required string Exchange { get; init; }

    /// <summary>Gets the symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the event time, UTC; finer than a microsecond it is cut.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the feed's sequence number.</summary>
    public required long SequenceNumber { get; init; }

    /// <summary>Gets a value indicating whether the tick has a bid or an ask.</summary>
    public bool IsQuote { get; init; }

    /// <summary>Gets a value indicating whether the tick has a trade.</summary>
    public bool IsTrade { get; init; }

    /// <summary>Returns the key of a tick.</summary>
    /// <param name="tick">The tick.</param>
    /// <exception cref="ArgumentException">It has no sequence number, so that nothing tells it from others, or its time is not UTC.</exception>
    public static TickKey Of(Tick tick)
    {
        ArgumentNullException.ThrowIfNull(tick);
        return new TickKey
        {
            Exchange = tick.Exchange,
            Symbol = tick.Symbol,
            Timestamp = UtcTime.ToMicroseconds(tick.Timestamp),
            SequenceNumber = tick.SequenceNumber
                ?? throw new ArgumentException($"The tick of {tick.Exchange} {tick.Symbol} at {tick.Timestamp:O} has no sequence number: nothing tells it from others.", nameof(tick)),
            IsQuote = tick.BidPrice is not null || tick.AskPrice is not null,
            IsTrade = tick.LastPrice is not null,
        };
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var kind = (IsQuote, IsTrade) switch { (true, true) => "quote and trade", (true, _) => "quote", _ => "trade" };
        return $"{Exchange} {Symbol} {Timestamp:O} number {SequenceNumber} ({kind})";
    }
}
