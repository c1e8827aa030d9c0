namespace TradeStore.Storage.Configuration;

/// <summary>What the store tells about itself.</summary>
public sealed class DiagnosticsOptions
{
    /// <summary>
    /// Gets or sets the store's name in metrics and spans (<c>tradestore.store</c>), which tells the stores of one process apart:
    /// <c>default</c> by default, 1 to 64 characters.
    /// </summary>
    public string StoreName { get; set; } = "default";

    /// <summary>
    /// Gets or sets how often the store's own metrics are written into its table <c>system_metrics</c>: never (0) by default, 0 or 1 second to
    /// 24 hours.
    /// </summary>
    public TimeSpan StoreMetricsEvery { get; set; }
}
