using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>application_logs</c>: a log's entries, a partition a UTC day; entries are dropped rather than waited for.</summary>
internal static class LogTable
{
    public static Table<LogEntry> Definition { get; } = new TableBuilder<LogEntry>()
        .Timestamp(1, "ts", l => l.Timestamp)
        .UuidOrNew(2, "log_id", l => l.LogId)
        .Named(3, "level", l => l.Level)
        .Name(4, "service", l => l.Service)
        .Text(5, "component", l => l.Component, 256, isNullable: true)
        .Text(6, "message", l => l.Message, 16_384, isEmptyAllowed: true)
        .Text(7, "event", l => l.Event, 256, isNullable: true)
        .Uuid(8, "correlation_id", l => l.CorrelationId)
        .Uuid(9, "order_id", l => l.OrderId)
        .Name(10, "symbol", l => l.Symbol, isNullable: true)
        .Name(11, "user_id", l => l.UserId, isNullable: true)
        .Name(12, "session_id", l => l.SessionId, isNullable: true)
        .Json(13, "data", l => l.Data)
        .Text(14, "exception_type", l => l.ExceptionType, 512, isNullable: true)
        .Text(15, "exception_message", l => l.ExceptionMessage, 16_384, isNullable: true, isEmptyAllowed: true)
        .Text(16, "exception_stack_trace", l => l.ExceptionStackTrace, 65_536, isNullable: true, isEmptyAllowed: true)
        .Text(17, "source_file", l => l.SourceFile, 1_024, isNullable: true)
        .Integer(18, "source_line", l => l.SourceLine, isPositive: true)
        .Text(19, "source_function", l => l.SourceFunction, 512, isNullable: true)
        .Build(new TableSettings
        {
            Name = "application_logs",
            TimeColumn = "ts",
            Key = ["log_id"],
            ClusterKey = ["level", "ts"],
            Span = PartitionSpan.Day,
            Duplicates = DuplicateRule.KeepBoth,
            Lane = Lane.Telemetry,
            Aging = TableAgings.Logs,
        });
}

/// <summary><c>system_metrics</c>: measurements of the system, a partition a UTC day; they are dropped rather than waited for.</summary>
internal static class SystemMetricTable
{
    public static Table<SystemMetric> Definition { get; } = new TableBuilder<SystemMetric>()
        .Timestamp(1, "ts", s => s.Timestamp)
        .Name(2, "metric_name", s => s.MetricName)
        .Named(3, "metric_type", s => s.MetricType)
        .Ratio(4, "value", s => s.Value)
        .Name(5, "service", s => s.Service, isNullable: true)
        .Name(6, "component", s => s.Component, isNullable: true)
        .Name(7, "environment", s => s.Environment, isNullable: true)
        .Name(8, "instance", s => s.Instance, isNullable: true)
        .Ratio(9, "p50", s => s.P50)
        .Ratio(10, "p95", s => s.P95)
        .Ratio(11, "p99", s => s.P99)
        .Ratio(12, "p999", s => s.P999)
        .Uuid(13, "correlation_id", s => s.CorrelationId)
        .Build(new TableSettings
        {
            Name = "system_metrics",
            TimeColumn = "ts",
            Key = ["metric_name", "service", "component", "environment", "instance", "ts"],
            ClusterKey = ["metric_name", "ts"],
            Span = PartitionSpan.Day,
            Duplicates = DuplicateRule.KeepBoth,
            Lane = Lane.Telemetry,
            Aging = TableAgings.Metrics,
        });
}
