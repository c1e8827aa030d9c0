using QuickStart.Display;
using QuickStart.Simulation;
using Spectre.Console;
using TradeStore;

namespace QuickStart.Loading;

/// <summary>Brings the day, simulated or real, into the store, or what an earlier run has not brought yet.</summary>
internal static class DayLoad
{
    /// <returns>The number of ticks that are there now.</returns>
    public static async Task<long> RunAsync(Store store, SampleOptions options, StepLog steps, CancellationToken cancellationToken)
    {
        var day = new SimulatedDay(options.Seed, options.Ticks);
        var stored = (await StoredSources.ReadAsync(store, cancellationToken)).CountOnly(options.LeanFolder is null ? day.Source : LeanLoad.Source);
        if (stored >= day.Ticks || (stored > 0 && options.LeanFolder is not null))
        {
            AnsiConsole.MarkupLine($"[bold]{stored:N0}[/] ticks are there already: nothing to store");
            return stored;
        }

        if (stored > 0)
        {
            AnsiConsole.MarkupLine($"An earlier run has stored [bold]{stored:N0}[/] ticks: going on from there");
        }

        var appended = options.LeanFolder is { } folder
            ? await steps.RunAsync("Import the ticks of a LEAN folder, durably", () => Import(folder), rows => rows)
            : await steps.RunAsync("Make the day's ticks and store them durably", Simulate, rows => rows);
        AnsiConsole.MarkupLine($"[bold]{appended:N0}[/] ticks stored: each batch is on disk before its append completes");
        return stored + appended;

        Task<long> Import(string path) => LoadProgress.RunAsync("Importing", report => LeanLoad.RunAsync(store, path, report, cancellationToken));

        Task<long> Simulate() => LoadProgress.RunAsync("Storing the day", report => SimulatedLoad.RunAsync(
            store, day, stored, rows => report((double)(stored + rows) / day.Ticks, rows), cancellationToken));
    }
}
