using System.Text;
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

/// <summary>Makes any text one that a column takes.</summary>
internal static class LogText
{
    private const char Ellipsis = '…';

    /// <summary>Returns a text of at most so many characters, marked where it was cut, in valid Unicode.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length > longest)
        {
            var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
            text = string.Concat(text.AsSpan(0, end), [Ellipsis]);
        }

        // Half a surrogate pair becomes the mark of what cannot be shown.
        return text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }

    /// <summary>Does the same; a text of blanks is none.</summary>
    public static string? CutOrNull(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? null : Cut(text, longest);
}
