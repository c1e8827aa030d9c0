using Spectre.Console;
using TradeStore.Storage.Opening;

namespace QuickStart.Display;

/// <summary>What opening a store found.</summary>
internal static class Opening
{
    public static void Show(StoreFolder folder, StoreOpenReport report)
    {
        var what = (folder.IsTemporary, report.IsNew) switch
        {
            (true, _) => "A temporary store (--store <folder> keeps one)",
            (_, true) => "A new store",
            _ => "The store that is there",
        };
        AnsiConsole.MarkupLine($"{what}, opened in {report.Duration.TotalMilliseconds:N0} ms: [blue]{folder.Path.EscapeMarkup()}[/]");
        if (report.ReplayedRows > 0)
        {
            AnsiConsole.MarkupLine($"Recovered [bold]{report.ReplayedRows:N0}[/] rows in {report.ReplayedBatches:N0} batches from the journal");
        }

        foreach (var finding in report.SetAside.Select(file => $"set aside: {file}").Concat(report.Findings))
        {
            AnsiConsole.MarkupLine($"[yellow]{finding.EscapeMarkup()}[/]");
        }

        foreach (var (from, to) in report.Lost)
        {
            AnsiConsole.MarkupLine($"[red]Lost: the batches {from:N0} to {to:N0}[/]");
        }
    }
}
