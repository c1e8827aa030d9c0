using Microsoft.Extensions.Logging;

namespace TradeStore.Tests.Testing;

/// <summary>Loggers that fail when a message has certain words in it.</summary>
internal sealed class ThrowingLoggerFactory(string words) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (formatter(state, exception).Contains(words, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The log is gone.");
        }
    }

    public void Dispose()
    {
    }
}
