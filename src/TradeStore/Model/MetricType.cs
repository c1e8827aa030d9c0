namespace TradeStore.Model;

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
