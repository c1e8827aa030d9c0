namespace TradeStore.Model;

/// <summary>
/// One OHLCV bar of a symbol. Stored in <c>ohlcv_bars</c>, partitioned by UTC month. Writing a bar with the same exchange, symbol,
/// timeframe and time again replaces it, as a forming bar does.
/// </summary>
public sealed record Bar
{
    /// <summary>Gets the exchange, or the market folder of an import: 1 to 255 characters.</summary>
    public required string Exchange { get; init; }

    /// <summary>Gets the symbol: 1 to 255 characters.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the length of the bar.</summary>
    public required Timeframe Timeframe { get; init; }

    /// <summary>Gets the bar's opening time: UTC, whole microseconds.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the first price, in quote currency.</summary>
    public required decimal Open { get; init; }

    /// <summary>Gets the highest price; not below open or close.</summary>
    public required decimal High { get; init; }

    /// <summary>Gets the lowest price; not above open or close.</summary>
    public required decimal Low { get; init; }

    /// <summary>Gets the last price.</summary>
    public required decimal Close { get; init; }

    /// <summary>Gets the traded quantity, zero or more (DECIMAL(28,8)).</summary>
    public decimal Volume { get; init; }

    /// <summary>Gets the volume-weighted average price, where known.</summary>
    public decimal? Vwap { get; init; }

    /// <summary>Gets the number of trades, where known; zero or more.</summary>
    public long? TradeCount { get; init; }

    /// <summary>Gets a value indicating whether the bar's time is over; <see langword="true"/> by default.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Gets indicators or quote data kept with the bar, as JSON.</summary>
    public string? Indicators { get; init; }
}
