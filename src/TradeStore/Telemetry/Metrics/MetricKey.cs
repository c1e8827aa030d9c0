using System.Diagnostics.Metrics;

namespace TradeStore.Telemetry.Metrics;

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
