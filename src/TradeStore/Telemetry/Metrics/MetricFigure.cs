using System.Diagnostics.Metrics;
using TradeStore.Model;
using TradeStore.Storage.Diagnostics;

namespace TradeStore.Telemetry.Metrics;

/// <summary>What came of one instrument with one set of tags since the last row.</summary>
internal sealed class MetricFigure(MetricType type)
{
    // The newest values; with more between two rows the percentiles are those of the last of them.
    private const int MostValues = 1_024;
    private readonly List<double> _values = [];
    private double _figure;
    private long _count;

    public void Add(double value)
    {
        _figure = type == MetricType.Gauge ? value : _figure + value;
        if (type == MetricType.Histogram)
        {
            if (_values.Count < MostValues)
            {
                _values.Add(value);
            }
            else
            {
                _values[(int)(_count % MostValues)] = value;
            }
        }

        _count++;
    }

    /// <summary>Returns the row, and starts anew: a counter goes on from its sum. <see langword="null"/> when nothing was measured.</summary>
    public SystemMetric? Take(MetricKey key, DateTime now, string instance)
    {
        if (_count == 0)
        {
            return null;
        }

        var row = new SystemMetric
        {
            Timestamp = now,
            MetricName = key.Instrument.Name,
            MetricType = type,
            Value = type == MetricType.Histogram ? _figure / _count : _figure,
            Service = MetricNames.Source,
            Component = Logs.LogText.CutOrNull(key.Tags, 255),
            Instance = instance,
        };
        if (type != MetricType.Counter)
        {
            _count = 0;
            _figure = 0;
        }

        return type == MetricType.Histogram ? WithPercentiles(row) : row;
    }

    private SystemMetric WithPercentiles(SystemMetric row)
    {
        _values.Sort();
        row = row with { P50 = At(0.5), P95 = At(0.95), P99 = At(0.99), P999 = At(0.999) };
        _values.Clear();
        return row;
    }

    // Nearest rank: the smallest value that is not below the share.
    private double At(double share) => _values[Math.Max(0, (int)Math.Ceiling(share * _values.Count) - 1)];
}

/// <summary>What a measurement belongs to: the instrument and the values of its tags, of which the store's instruments have three at most.</summary>
internal readonly record struct MetricKey(Instrument Instrument, object? First, object? Second, object? Third)
{
    public static MetricKey Of(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => new(
        instrument,
        tags.Length > 0 ? tags[0].Value : null,
        tags.Length > 1 ? tags[1].Value : null,
        tags.Length > 2 ? tags[2].Value : null);

    /// <summary>Gets the tags' values in one text; <see langword="null"/> when there are none.</summary>
    public string? Tags => string.Join('/', new[] { First, Second, Third }.Where(t => t is not null)) is { Length: > 0 } text ? text : null;
}
