namespace TradeStore.Configuration;

/// <summary>What the store does for trading by itself.</summary>
public sealed class TradingOptions
{
    /// <summary>
    /// Gets or sets whether ticks that are appended value the positions held in their symbols: by their trade, else by the middle of bid and ask;
    /// <see langword="false"/> by default, true or false.
    /// </summary>
    public bool MarkFromTicks { get; set; }

    /// <summary>Gets or sets how often positions are valued by ticks, at their newest price: 1 second by default, 10 ms to 1 hour.</summary>
    public TimeSpan MarkInterval { get; set; } = TimeSpan.FromSeconds(1);
}
