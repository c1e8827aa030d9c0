using TradeStore.Storage.Tiering;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Checks that a run of tiering did what it should have done, and says how fast.</summary>
internal static class Aged
{
    public static void Check(TieringReport report, int partitions, long rows)
    {
        RatioRun.Check(report.Failed.Count == 0, $"tiering failed: {string.Join("; ", report.Failed.Select(failure => failure.Cause.Message))}");
        RatioRun.Check(report.Done.Count == partitions, $"{report.Done.Count} of {partitions} partitions were aged");
        RatioRun.Check(report.Done.Sum(step => step.Rows) == rows, $"{report.Done.Sum(step => step.Rows)} of {rows} rows were aged");
        RatioRun.Note($"    {report.Done[0].Step.Action} of {rows:N0} rows in {partitions:N0} partitions: {report.Duration.TotalSeconds:F1} s, {rows / report.Duration.TotalSeconds:N0} rows/s, {report.Done.Sum(step => step.Bytes) / (double)rows:F1} bytes a row");
    }
}
