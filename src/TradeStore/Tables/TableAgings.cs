using TradeStore.Model;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary>How long the rows of built-in tables stay in the database; <c>docs/tiering.md</c> says the same. Nothing is removed by default.</summary>
internal static class TableAgings
{
    /// <summary>Gets what holds for raw market data: a week in the database, gone after a quarter where it expires.</summary>
    public static Aging Ticks { get; } = new() { Warm = TimeSpan.FromDays(7), Lifetime = TimeSpan.FromDays(90) };

    /// <summary>Gets what holds for bars and snapshots of markets.</summary>
    public static Aging Bars { get; } = new() { Lifetime = TimeSpan.FromDays(730) };

    /// <summary>Gets what holds for what was traded, and what came of it.</summary>
    public static Aging Year { get; } = new() { Warm = TimeSpan.FromDays(365) };

    /// <summary>Gets what holds for snapshots of portfolios, of which those within a day are worth less as they age.</summary>
    public static Aging Snapshots { get; } = Year with { Reduction = Reductions.EndsOfDays, Detail = TimeSpan.FromDays(90) };

    /// <summary>Gets what holds for figures about the process.</summary>
    public static Aging Metrics { get; } = Ticks with { Reduction = Reductions.Minutes, Detail = TimeSpan.FromDays(7) };

    /// <summary>Gets what holds for log entries.</summary>
    public static Aging Logs { get; } = new() { Warm = TimeSpan.FromDays(7), Reduction = Reductions.Warnings, Detail = TimeSpan.FromDays(7) };

    /// <summary>Gets what holds for rows that memory is made from when the store is opened, or that a chain begins with.</summary>
    /// <param name="reason">Why none is ever removed.</param>
    public static Aging ForEver(string reason) => Year with { WhyForEver = reason };
}

/// <summary>What stays of tables whose details are worth less as they age.</summary>
internal static class Reductions
{
    /// <summary>Gets what stays of snapshots of portfolios.</summary>
    public static Reduction EndsOfDays { get; } = new(
        "end-of-day and manual snapshots stay", (table, source) => Only(table, source, $"snapshot_type <> {Literal(SnapshotType.Intraday)}"));

    /// <summary>Gets what stays of log entries.</summary>
    public static Reduction Warnings { get; } = new(
        "warnings and worse stay",
        (table, source) => Only(table, source, $"level IN ({Literal(LogEntryLevel.Warning)}, {Literal(LogEntryLevel.Error)}, {Literal(LogEntryLevel.Critical)})"));

    /// <summary>Gets what stays of metrics.</summary>
    public static Reduction Minutes { get; } = new("one row a minute stays", MinuteRows);

    private static string Only(TableSchema table, string source, string condition) =>
        $"SELECT {TableDefinitionSql.Columns(table)} FROM (SELECT {TableDefinitionSql.Columns(table)} FROM {source}) WHERE {condition}";

    // The rows are read more than once and compared: sums of floating point numbers and the last of equal times need an order.
    private static string MinuteRows(TableSchema table, string source) =>
        $"""
        SELECT date_trunc('minute', ts) AS ts, metric_name, metric_type,
            CASE metric_type WHEN {Literal(MetricType.Counter)} THEN last(value ORDER BY ts, value) ELSE avg(value ORDER BY value) END AS value,
            service, component, environment, instance, max(p50) AS p50, max(p95) AS p95, max(p99) AS p99, max(p999) AS p999, NULL::UUID AS correlation_id
        FROM (SELECT {TableDefinitionSql.Columns(table)} FROM {source})
        GROUP BY date_trunc('minute', ts), metric_name, metric_type, service, component, environment, instance
        """;

    private static string Literal<T>(T value)
        where T : struct, Enum => TableDefinitionSql.Literal(EnumSqlNames<T>.Text(value));
}
