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
