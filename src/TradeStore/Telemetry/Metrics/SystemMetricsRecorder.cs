using System.Diagnostics.Metrics;
using TradeStore.Model;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;

namespace TradeStore.Telemetry.Metrics;

/// <summary>Writes the values of the store's meter into <c>system_metrics</c>, every so often and once more at the end.</summary>
internal sealed class SystemMetricsRecorder : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MetricKey, MetricFigure> _figures = [];
    private readonly MeterListener _listener = new();
    private readonly StoreTelemetry _telemetry;
    private readonly TableWriter<SystemMetric> _writer;
    private readonly PeriodicTimer _timer;
    private readonly Task _running;

    public SystemMetricsRecorder(StoreTelemetry telemetry, TableWriter<SystemMetric> writer, TimeSpan every)
    {
        _telemetry = telemetry;
        _writer = writer;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, telemetry.Metrics.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
        _timer = new PeriodicTimer(every, telemetry.Clock);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Writes a last time, and ends; before the lanes are closed.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _running.GetAwaiter().GetResult();
        _listener.Dispose();
    }

    private async Task RunAsync()
    {
        bool goesOn;
        do
        {
            goesOn = await _timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                _listener.RecordObservableInstruments();
                await _writer.AppendAsync(Take(), CancellationToken.None).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Nobody waits for a metric: a message tells, and the next time may go well.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _telemetry.Logger.MetricsNotStored(exception);
            }
        }
        while (goesOn);
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = MetricKey.Of(instrument, tags);
        lock (_gate)
        {
            if (!_figures.TryGetValue(key, out var figure))
            {
                _figures.Add(key, figure = new MetricFigure(Type(instrument)));
            }

            figure.Add(value);
        }
    }

    private List<SystemMetric> Take()
    {
        var now = _telemetry.Clock.GetUtcMicroseconds();
        lock (_gate)
        {
            return [.. _figures.Select(f => f.Value.Take(f.Key, now, _telemetry.StoreName)).OfType<SystemMetric>()];
        }
    }

    private static MetricType Type(Instrument instrument) => instrument switch
    {
        Counter<long> => MetricType.Counter,
        Histogram<double> => MetricType.Histogram,
        _ => MetricType.Gauge,
    };
}
