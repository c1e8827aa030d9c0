using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>The database file after 60 days of a million ticks went in and, a week later, out; the reference is the file with the first week in it.</summary>
internal sealed class FileAfterSixtyDays : IRatio
{
    private const string Name = "file_after_60_days_vs_window";
    private const int Days = 60;
    private const int WarmDays = 7;
    private const int BatchSize = 10_000;

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var rows = run.Pick(full: 1_000_000, quick: 10_000);
        var days = run.Pick(full: Days, quick: WarmDays + 3);
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, TickDay.Options, cancellationToken);
        var file = new FileInfo(folder.File("store.duckdb"));
        double window = 0, most = 0;
        for (var day = 0; day < days; day++)
        {
            var feed = new TickFeed(0, start: Day(day), microsecondsBetweenTicks: (int)(TimeSpan.FromHours(23.9).TotalMicroseconds / rows));
            await StoreFill.RunAsync(store, Enumerable.Range(0, rows / BatchSize).Select(_ => feed.NextBatch(BatchSize)), cancellationToken);
            Aged.Check(await store.Tiering.SealAsync(TickDay.Table, Day(day), Day(day + 1), cancellationToken: cancellationToken), partitions: 1, rows);
            if (day >= WarmDays)
            {
                Aged.Check(await store.Tiering.ExportAsync(TickDay.Table, Day(day - WarmDays), Day(day - WarmDays + 1), cancellationToken: cancellationToken), partitions: 1, rows);
            }

            await store.CheckpointAsync(cancellationToken);
            file.Refresh();
            most = Math.Max(most, file.Length);
            window = day == WarmDays - 1 ? file.Length : window;
        }

        RatioRun.Note($"  {days} days: {file.Length / 1e6:F1} MB, at most {most / 1e6:F1} MB; a week: {window / 1e6:F1} MB");
        await StoredRows.CheckAsync(store, (long)rows * days, cancellationToken);
        return [new RatioLine(Name, file.Length / 1e6, window / 1e6, "MB")];
    }

    private static DateTime Day(int number) => TickFeed.Day.AddDays(number);
}
