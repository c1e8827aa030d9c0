using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Reading;
using TradeStore.Schema;
using TradeStore.Schema.Tables;
using TradeStore.Tiers.Warm;

namespace TradeStore.Tiering;

/// <summary>What stays of the tables whose details are worth less as they age.</summary>
internal static class Reductions
{
    private static readonly string Intraday = Literal(SnapshotType.Intraday);
    private static readonly string Grave = string.Join(", ", Literal(LogEntryLevel.Warning), Literal(LogEntryLevel.Error), Literal(LogEntryLevel.Critical));

    /// <summary>Returns the reduction of a table; <see langword="null"/> when all of it stays.</summary>
    public static Reduction? Of(TableSchema table, TieringOptions options) => table.Name switch
    {
        "portfolio_snapshots" when options.IntradaySnapshots is { } after => new(after, "end-of-day and manual snapshots stay", s => Only(table, s, $"snapshot_type <> {Intraday}")),
        "application_logs" when options.DebugLogs is { } after => new(after, "warnings and worse stay", s => Only(table, s, $"level IN ({Grave})")),
        "system_metrics" when options.RawMetrics is { } after => new(after, "one row a minute stays", Minutes),
        _ => null,
    };

    private static string Only(TableSchema table, RowSource source, string condition) =>
        $"SELECT {TableDefinitionSql.Columns(table)} FROM (SELECT {TableDefinitionSql.Columns(table)} FROM {source}) WHERE {condition}";

    // The rows are read more than once and compared: sums of floating point numbers and the last of equal times need an order.
    private static string Minutes(RowSource source) =>
        $"""
        SELECT date_trunc('minute', ts) AS ts, metric_name, metric_type,
            CASE metric_type WHEN {Literal(MetricType.Counter)} THEN last(value ORDER BY ts, value) ELSE avg(value ORDER BY value) END AS value,
            service, component, environment, instance, max(p50) AS p50, max(p95) AS p95, max(p99) AS p99, max(p999) AS p999, NULL::UUID AS correlation_id
        FROM (SELECT {TableDefinitionSql.Columns(SystemMetricTable.Definition)} FROM {source})
        GROUP BY date_trunc('minute', ts), metric_name, metric_type, service, component, environment, instance
        """;

    private static string Literal<T>(T value)
        where T : struct, Enum => TableDefinitionSql.Literal(EnumSqlNames<T>.Text(value));
}
