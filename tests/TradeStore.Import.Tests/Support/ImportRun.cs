using TradeStore.Import.Lean;

namespace TradeStore.Import.Tests.Support;

/// <summary>An import into a recording target.</summary>
internal static class ImportRun
{
    public static async Task<(RecordingTarget Target, ImportReport Report)> OfAsync(LeanTestFolder folder, LeanImportOptions? options = null, RecordingTarget? target = null)
    {
        target ??= new RecordingTarget();
        var report = await new LeanImporter(target, null).ImportAsync(folder.Path, options);
        return (target, report);
    }

    /// <summary>Imports one file that must not have anything wrong with it.</summary>
    public static async Task<RecordingTarget> OfAsync(string relativePath, string csv, LeanImportOptions? options = null)
    {
        using var folder = new LeanTestFolder().Add(relativePath, csv);
        var (target, report) = await OfAsync(folder, options);
        Assert.That(report.Failures, Is.Empty);
        return target;
    }
}
