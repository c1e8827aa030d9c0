using System.Diagnostics;
using System.Globalization;
using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>
/// Opening a store with all tables and no rows as the first thing a process does: nothing is loaded or compiled yet. Once a new one is made, once
/// it exists; the reference is the limit.
/// </summary>
internal sealed class OpenEmpty : IRatio
{
    public const string Command = "open-empty";

    private const string New = "open_new_ms";
    private const string Existing = "open_empty_ms";
    private const double Limit = 300;

    public IReadOnlyList<string> Names { get; } = [Existing, New];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var medians = await run.AlternateAsync(async () =>
        {
            using var folder = new TempFolder();
            var made = await ChildProcess.RunAsync(Command, folder.File("store"), cancellationToken);
            var opened = await ChildProcess.RunAsync(Command, folder.File("store"), cancellationToken);
            return [double.Parse(opened[0], CultureInfo.InvariantCulture), double.Parse(made[0], CultureInfo.InvariantCulture)];
        });
        return [new RatioLine(Existing, medians[0][0], Limit, "ms"), new RatioLine(New, medians[0][1], Limit, "ms")];
    }

    /// <summary>What the child process does: opens the store, and prints how many milliseconds that took.</summary>
    public static async Task<int> RunChildAsync(string folder, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await using var store = await Store.OpenAsync(folder, cancellationToken: cancellationToken);
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture));
        return 0;
    }
}
