using Microsoft.Extensions.Logging;

namespace TradeStore.Telemetry.Logs;

/// <summary>Makes an entry of what is logged, and leaves it to be stored.</summary>
internal sealed class ApplicationLogger(string category, LogBuffer buffer, LogEntryFactory factory, Func<IExternalScopeProvider?> scopes) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes()?.Push(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        try
        {
            buffer.Add(factory.Make(category, logLevel, eventId, state, formatter(state, exception), exception, scopes()));
        }
#pragma warning disable CA1031 // A value whose ToString fails is not to fail the application that logs it.
        catch (Exception)
#pragma warning restore CA1031
        {
            buffer.Lose();
        }
    }
}
