using Spectre.Console;
using TradeStore;
using TradeStore.Import;
using TradeStore.Import.Lean;

namespace QuickStart.Loading;

/// <summary>Imports the ticks of a LEAN data folder.</summary>
internal sealed class LeanLoad(Action<double, long> report) : IProgress<ImportProgress>
{
    /// <summary>What the importer writes as the source of its ticks.</summary>
    public const string Source = "lean";

    public static async Task<long> RunAsync(Store store, string folder, Action<double, long> report, CancellationToken cancellationToken)
    {
        var options = new LeanImportOptions { Resolutions = [LeanResolution.Tick] };
        var done = await new LeanImporter(store).ImportAsync(folder, options, new LeanLoad(report), cancellationToken);
        foreach (var (file, line, reason) in done.Failures)
        {
            AnsiConsole.MarkupLine($"[yellow]{file.EscapeMarkup()}{(line is null ? "" : $", line {line}")} was not imported: {reason.EscapeMarkup()}[/]");
        }

        return done.Ticks;
    }

    public void Report(ImportProgress value) => report(value.BytesTotal == 0 ? 1 : (double)value.BytesDone / value.BytesTotal, value.Rows);
}
