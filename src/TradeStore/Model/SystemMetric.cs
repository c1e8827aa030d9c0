namespace TradeStore.Model;

/// <summary>
/// One measurement of a running system. Stored in <c>system_metrics</c>, partitioned by UTC day, by the telemetry lane: when that is full,
/// the oldest are dropped and counted.
/// </summary>
public sealed record SystemMetric
{
    /// <summary>Gets when it was measured: UTC, whole microseconds.</summary>
    public required DateTime Timestamp { get; init; }

    /// <summary>Gets the name of what was measured, with its unit (<c>order_latency_us</c>): 1 to 255 characters.</summary>
    public required string MetricName { get; init; }

    /// <summary>Gets what kind of figure it is.</summary>
    public required MetricType MetricType { get; init; }

    /// <summary>Gets the figure: of a histogram the mean. Finite.</summary>
    public required double Value { get; init; }

    /// <summary>Gets the application that was measured: 1 to 255 characters.</summary>
    public string? Service { get; init; }

    /// <summary>Gets the part of it: 1 to 255 characters.</summary>
    public string? Component { get; init; }

    /// <summary>Gets where it runs (<c>production</c>, <c>paper</c>): 1 to 255 characters.</summary>
    public string? Environment { get; init; }

    /// <summary>Gets which of several instances it is: 1 to 255 characters.</summary>
    public string? Instance { get; init; }

    /// <summary>Gets the median of a histogram, in the unit of <see cref="Value"/>.</summary>
    public double? P50 { get; init; }

    /// <summary>Gets the 95th percentile of a histogram.</summary>
    public double? P95 { get; init; }

    /// <summary>Gets the 99th percentile of a histogram.</summary>
    public double? P99 { get; init; }

    /// <summary>Gets the 99.9th percentile of a histogram.</summary>
    public double? P999 { get; init; }

    /// <summary>Gets the id that joins what belongs to one decision across tables.</summary>
    public Guid? CorrelationId { get; init; }
}

/// <summary>What kind of figure a measurement is; stored by its lower-case name.</summary>
public enum MetricType
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>counter</c>: a sum that only grows.</summary>
    Counter,

    /// <summary><c>gauge</c>: a value that goes up and down.</summary>
    Gauge,

    /// <summary><c>histogram</c>: the distribution of many values, by its percentiles.</summary>
    Histogram,
}
