using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

#pragma warning disable CA1031 // What the application hands in may throw anything, and nothing of it goes further.

namespace TradeStore.Storage.Diagnostics;

/// <summary>
/// The application's logger. Whatever it throws stays here: a message is not worth a thread of the store, and what a logger throws is no
/// failure of what it was told about. Spans, instruments, listeners of progress and the clock are guarded in the same way.
/// </summary>
internal sealed class GuardedLogger(ILogger logger) : ILogger
{
    /// <summary>Returns a factory's logger; one that does nothing where the factory makes none.</summary>
    public static GuardedLogger Of(ILoggerFactory factory)
    {
        try
        {
            return new GuardedLogger(factory.CreateLogger(MetricNames.Source));
        }
        catch (Exception)
        {
            return new GuardedLogger(NullLogger.Instance);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
        }
    }
}

/// <summary>A counter whose listeners harm nobody.</summary>
internal readonly struct GuardedCounter(Counter<long> counter)
{
    public bool Enabled => counter.Enabled;

    public void Add(long count, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(count, tags);
        }
        catch (Exception)
        {
        }
    }
}

/// <summary>A histogram whose listeners harm nobody.</summary>
internal readonly struct GuardedHistogram(Histogram<double> histogram)
{
    public bool Enabled => histogram.Enabled;

    public void Record(double value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            histogram.Record(value, tags);
        }
        catch (Exception)
        {
        }
    }
}

/// <summary>A listener of progress that ends nothing by what it throws; that it does is logged.</summary>
internal sealed class GuardedProgress<T>(IProgress<T> listener, ILogger? logger) : IProgress<T>
{
    public static GuardedProgress<T>? Of(IProgress<T>? listener, StoreTelemetry? telemetry) => listener is null ? null : new(listener, telemetry?.Logger);

    public void Report(T value)
    {
        try
        {
            listener.Report(value);
        }
        catch (Exception exception)
        {
            logger?.ListenerFailed(exception);
        }
    }
}
