using System.Globalization;
using Microsoft.Extensions.Logging;
using TradeStore.Model;
using TradeStore.Storage.Schema;

namespace TradeStore.Telemetry.Logs;

/// <summary>Makes a row of what is logged. Texts are cut to what their columns take, since a log is never refused.</summary>
internal sealed class LogEntryFactory(TimeProvider clock, string service)
{
    private const int Name = 255;
    private const int Short = 256;
    private const int TypeName = 512;
    private const int Message = 16_384;
    private const int Stack = 65_536;
    private readonly string _service = LogText.CutOrNull(service, Name) ?? "application";

    public LogEntry Make(
        string category, LogLevel level, EventId eventId, object? state, string message, Exception? exception, IExternalScopeProvider? scopes)
    {
        var values = new LogValues();
        scopes?.ForEachScope(static (scope, values) => values.AddScope(scope), values);
        values.AddState(state);
        return new LogEntry
        {
            Timestamp = clock.GetUtcMicroseconds(),
            Level = Level(level),
            Service = _service,
            Component = LogText.CutOrNull(category, Short),
            Message = LogText.Cut(message ?? "", Message),
            Event = LogText.CutOrNull(eventId.Name ?? (eventId.Id == 0 ? null : eventId.Id.ToString(CultureInfo.InvariantCulture)), Short),
            CorrelationId = values.Id("correlationid"),
            OrderId = values.Id("orderid"),
            Symbol = LogText.CutOrNull(values.Text("symbol"), Name),
            UserId = LogText.CutOrNull(values.Text("userid"), Name),
            SessionId = LogText.CutOrNull(values.Text("sessionid"), Name),
            Data = values.ToJson(),
            ExceptionType = LogText.CutOrNull(exception?.GetType().FullName, TypeName),
            ExceptionMessage = exception is null ? null : LogText.Cut(exception.Message, Message),

            // With those inside it, which the stack of the outermost alone leaves out.
            ExceptionStackTrace = exception is null ? null : LogText.Cut(exception.ToString(), Stack),
        };
    }

    private static LogEntryLevel Level(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEntryLevel.Trace,
        LogLevel.Debug => LogEntryLevel.Debug,
        LogLevel.Information => LogEntryLevel.Information,
        LogLevel.Warning => LogEntryLevel.Warning,
        LogLevel.Error => LogEntryLevel.Error,
        _ => LogEntryLevel.Critical,
    };
}
