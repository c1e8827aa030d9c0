using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiering;

/// <summary>What is told of tiering.</summary>
internal static class TieringTelemetry
{
    /// <summary>Notes a step that was done.</summary>
    public static void Tiered(this StoreTelemetry telemetry, TieringResult result, long rows)
    {
        var step = result.Step;
        telemetry.Metrics.Tiered(SqlName.Of(step.Action), step.Table, "ok", rows, result.Duration);
        telemetry.Logger.TieringStepDone(step.Action.ToString(), step.Partition, step.Table, rows, (long)result.Duration.TotalMilliseconds, result.Rows, result.Bytes, step.Reason);
    }

    /// <summary>Notes a step that failed or was given up.</summary>
    public static void TieringFailed(this StoreTelemetry telemetry, TieringStep step, Exception cause, TimeSpan elapsed)
    {
        var isCancelled = cause is OperationCanceledException;
        telemetry.Metrics.Tiered(SqlName.Of(step.Action), step.Table, isCancelled ? "cancelled" : "error", rows: 0, elapsed);
        if (!isCancelled)
        {
            telemetry.Logger.TieringStepFailed(cause, step.Action.ToString(), step.Partition, step.Table);
        }
    }

    /// <summary>Notes a run that found something to do.</summary>
    public static void Tiered(this StoreTelemetry telemetry, TieringReport report)
    {
        if (report.Done.Count + report.Failed.Count > 0)
        {
            telemetry.Logger.TieringDone(report.Done.Count, report.Failed.Count, (long)report.Duration.TotalMilliseconds, report.Done.Sum(d => d.Rows));
        }
    }
}
