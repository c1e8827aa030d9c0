using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using TradeStore.Storage.Diagnostics;

namespace TradeStore.Tests.Diagnostics;

/// <summary>Listens to the instruments of one store, which is told by its name.</summary>
internal sealed class MetricList : IDisposable
{
    private readonly MeterListener _listener = new();

    public MetricList(string storeName)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "TradeStore" && instrument.Meter.Tags?.Contains(new(MetricNames.Store, storeName)) == true)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public ConcurrentQueue<(string Name, double Value, string Tags)> Values { get; } = [];

    public ConcurrentDictionary<string, string> Units { get; } = [];

    public double Sum(string name, string tags) => Values.Where(v => v.Name == name && v.Tags == tags).Sum(v => v.Value);

    public IEnumerable<double> Of(string name, string tags) => Values.Where(v => v.Name == name && v.Tags == tags).Select(v => v.Value);

    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Units[instrument.Name] = instrument.Unit!;
        Values.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal))));
    }
}
