using TradeStore.Storage.Diagnostics;

namespace TradeStore.Storage.Opening;

/// <summary>What is told of an opening.</summary>
internal static class OpeningTelemetry
{
    /// <summary>Tells what opening found.</summary>
    public static void Opened(this StoreTelemetry telemetry, string path, StoreOpenReport report)
    {
        foreach (var file in report.SetAside)
        {
            telemetry.Logger.FileSetAside(file);
        }

        foreach (var finding in report.Findings)
        {
            telemetry.Logger.OpeningFinding(path, finding);
        }

        foreach (var lost in report.Lost)
        {
            telemetry.Logger.SequencesLost(path, lost.From, lost.To);
        }

        telemetry.Logger.StoreOpened(path, (long)report.Duration.TotalMilliseconds, report.IsNew, report.ReplayedBatches, report.ReplayedRows, report.JournalSequence);
    }
}
