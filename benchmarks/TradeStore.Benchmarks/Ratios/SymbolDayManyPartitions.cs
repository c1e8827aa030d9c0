using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>One symbol-day of 1-minute bars from ticks among a thousand exported days; the reference is the same among three.</summary>
internal sealed class SymbolDayManyPartitions : IRatio
{
    private const string Name = "symbol_day_1000_partitions_ms";
    private const int Few = 3;
    private const int OtherRows = 1_000;
    private const int DaysAtOnce = 50;

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await MakeAsync(folder.File("few"), Few, run, cancellationToken);
        await MakeAsync(folder.File("many"), run.Pick(full: 1_000, quick: 30), run, cancellationToken);
        await using var few = await Store.OpenAsync(folder.File("few"), TickDay.Options, cancellationToken);
        await using var many = await Store.OpenAsync(folder.File("many"), TickDay.Options, cancellationToken);
        var asks = run.Pick(full: 30, quick: 3);
        var question = new SymbolDay(Day(Few / 2), [.. Enumerable.Repeat(TickFeed.Symbol(0), asks)]);
        var medians = await run.AlternateAsync(
            () => question.StreamAsync(many, asks, cancellationToken),
            () => question.SqlAsync(many, asks, cancellationToken),
            () => question.StreamAsync(few, asks, cancellationToken),
            () => question.SqlAsync(few, asks, cancellationToken));
        RatioRun.Note($"  many: stream {medians[0][0]:F2} ms, SQL {medians[1][0]:F2} ms; few: stream {medians[2][0]:F2} ms, SQL {medians[3][0]:F2} ms");
        return [new RatioLine(Name, Math.Min(medians[0][0], medians[1][0]), Math.Min(medians[2][0], medians[3][0]), "ms")];
    }

    // Days to come are refused.
    private static DateTime Day(int number) => TickFeed.Day.AddDays(number - 900);

    // Both stores have the same first days, and one of these is asked for.
    private static async Task MakeAsync(string path, int days, RatioRun run, CancellationToken cancellationToken)
    {
        await using var store = await Store.OpenAsync(path, TickDay.Options, cancellationToken);
        var asked = run.Pick(full: 40_000, quick: 4_000);
        for (var first = 0; first < days; first += DaysAtOnce)
        {
            var count = Math.Min(DaysAtOnce, days - first);
            for (var day = first; day < first + count; day++)
            {
                var rows = day == Few / 2 ? asked : OtherRows;
                var feed = new TickFeed(0, symbols: 1, (int)(TimeSpan.FromHours(23.9).TotalMicroseconds / rows), Day(day));
                await store.Ticks.AppendAsync(feed.NextBatch(rows), cancellationToken);
            }

            await store.CheckpointAsync(cancellationToken);
            var all = (count * OtherRows) + (first == 0 ? asked - OtherRows : 0);
            Aged.Check(await store.Tiering.ExportAsync(TickDay.Table, Day(first), Day(first + count), cancellationToken: cancellationToken), count, all);
        }
    }
}
