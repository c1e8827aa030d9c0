using QuickStart.Display;
using QuickStart.Loading;
using QuickStart.Questions;
using Spectre.Console;
using TradeStore;

namespace QuickStart;

/// <summary>The whole sample: open, store a day, ask, say what it took.</summary>
internal static class Walkthrough
{
    public static async Task<int> RunAsync(SampleOptions options, CancellationToken cancellationToken)
    {
        Terminal.Prepare();
        using var folder = StoreFolder.For(options.StoreFolder);
        var steps = new StepLog();
        await using (var store = await steps.RunAsync("Open the store", () => Store.OpenAsync(folder.Path, cancellationToken: cancellationToken), _ => 0))
        {
            Opening.Show(folder, store.OpenReport);
            var ticks = await DayLoad.RunAsync(store, options, steps, cancellationToken);
            await steps.RunAsync("Apply what is left of it, and checkpoint", () => CheckpointAsync(store, cancellationToken), _ => 0);
            await AskAsync(store, ticks, steps, cancellationToken);
            AnsiConsole.Write(steps.ToTable());
            AnsiConsole.MarkupLine(folder.DescribeSize(ticks));
        }

        return 0;
    }

    private static async Task AskAsync(Store store, long ticks, StepLog steps, CancellationToken cancellationToken)
    {
        var day = await steps.RunAsync("Find the busiest day", () => TradingDay.FindAsync(store, cancellationToken), _ => ticks);
        var ask = new DayQuestions(store, day, cancellationToken);
        var quotes = await steps.RunAsync("Latest quote of each symbol", ask.LatestQuotesAsync, rows => rows.Count);
        AnsiConsole.Write(Answers.LatestQuotes(quotes));
        AnsiConsole.WriteLine();

        var built = await steps.RunAsync("Minute bars from ticks (SQL)", ask.BuildMinuteBarsAsync, rows => rows.Sum(row => row.Trades));
        var bars = await steps.RunAsync("Bars stored and read back", () => ask.StoreAndReadBarsAsync(built), _ => built.Count);
        CandleChart.Draw(day.Symbols[0].Symbol, bars);
        AnsiConsole.WriteLine();

        var volumes = await steps.RunAsync("Volume and VWAP (SQL)", ask.VolumesAsync, rows => rows.Sum(row => row.Trades));
        AnsiConsole.Write(Answers.Volumes(volumes));
        var spreads = await steps.RunAsync("Widest spreads (SQL)", () => ask.WidestSpreadsAsync(10), _ => day.Ticks);
        AnsiConsole.Write(Answers.WidestSpreads(spreads));
    }

    private static async Task<bool> CheckpointAsync(Store store, CancellationToken cancellationToken)
    {
        await store.CheckpointAsync(cancellationToken);
        return true;
    }
}
