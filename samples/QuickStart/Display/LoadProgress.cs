using System.Diagnostics;
using Spectre.Console;

namespace QuickStart.Display;

/// <summary>A progress bar with the rate beside it; plain lines when the output is redirected.</summary>
internal static class LoadProgress
{
    /// <summary>Runs work that reports how far it is and how many rows are durable.</summary>
    public static Task<long> RunAsync(string title, Func<Action<double, long>, Task<long>> work) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 36 }, new PercentageColumn(), new SpinnerColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(title, maxValue: 1);
            var watch = Stopwatch.StartNew();
            var total = await work((share, rows) =>
            {
                bar.Value = share;
                if (AnsiConsole.Profile.Capabilities.Interactive)
                {
                    bar.Description = $"{title} {rows,10:N0} rows {rows / watch.Elapsed.TotalSeconds,9:N0}/s";
                }
            });
            bar.Value = 1;
            return total;
        });
}
