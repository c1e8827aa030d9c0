using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

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
