using TradeStore.Storage.Schema;

namespace TradeStore.Model;

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
