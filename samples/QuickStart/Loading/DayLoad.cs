using QuickStart.Display;
using QuickStart.Simulation;
using Spectre.Console;
using TradeStore;

namespace QuickStart.Loading;

/// <summary>Brings the day into the store, or what an earlier run has not brought yet.</summary>
internal static class DayLoad
{
    public static async Task RunAsync(Store store, SampleOptions options, StepLog steps, CancellationToken cancellationToken)
    {
        var sources = await StoredSources.ReadAsync(store, cancellationToken);
        var day = new SimulatedDay(options.Seed, options.Ticks);
        var stored = sources.CountOnly(day.Source);
        if (stored >= day.Ticks)
        {
            AnsiConsole.MarkupLine($"The day's [bold]{stored:N0}[/] ticks are there already: nothing to store");
            return;
        }

        if (stored > 0)
        {
            AnsiConsole.MarkupLine($"An earlier run has stored [bold]{stored:N0}[/] ticks: going on from there");
        }

        var appended = await steps.RunAsync("Make the day's ticks and store them durably", Load, rows => rows);
        AnsiConsole.MarkupLine($"[bold]{appended:N0}[/] ticks are on disk, each batch flushed before the next step was told so");

        Task<long> Load() => LoadProgress.RunAsync("Storing the day", report => SimulatedLoad.RunAsync(
            store, day, stored, appended => report((double)(stored + appended) / day.Ticks, appended), cancellationToken));
    }
}
