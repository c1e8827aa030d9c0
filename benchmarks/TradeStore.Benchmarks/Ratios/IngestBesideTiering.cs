using System.Diagnostics;
using TradeStore.Benchmarks.Data;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Ticks from four producers while the day before is sealed and exported beside them; the reference is the same with nothing beside it.</summary>
internal sealed class IngestBesideTiering(TickDay day) : IRatio
{
    private const string Name = "ingest_beside_tiering_vs_idle";
    private const int Producers = 4;
    private const int BatchSize = 10_000;
    private const int MostRounds = 2;

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var raw = await day.RawAsync(run, cancellationToken);
        var rows = TickDay.Rows(run);
        var idle = run.Pick(full: TimeSpan.FromSeconds(20), quick: TimeSpan.FromSeconds(0.5));
        var few = run with { Rounds = Math.Min(run.Rounds, MostRounds) };
        var medians = await few.AlternateAsync(
            () => IngestAsync(raw, rows, store => AgeAsync(store, rows, cancellationToken), cancellationToken),
            () => IngestAsync(raw, rows, _ => Task.Delay(idle, TimeProvider.System, cancellationToken), cancellationToken));
        return [new RatioLine(Name, medians[0][0], medians[1][0], "rows/s")];
    }

    private static async Task AgeAsync(Store store, int rows, CancellationToken cancellationToken)
    {
        Aged.Check(await store.Tiering.SealAsync(TickDay.Table, TickDay.From, TickDay.To, cancellationToken: cancellationToken), partitions: 1, rows);
        Aged.Check(await store.Tiering.ExportAsync(TickDay.Table, TickDay.From, TickDay.To, cancellationToken: cancellationToken), partitions: 1, rows);
    }

    // The clock runs until what was acknowledged is applied, too.
    private static async Task<double[]> IngestAsync(string source, int rows, Func<Store, Task> beside, CancellationToken cancellationToken)
    {
        using var folder = TempFolder.CopyOf(source);
        await using var store = await Store.OpenAsync(folder.Path, TickDay.Options, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var producing = Task.WhenAll(Enumerable.Range(0, Producers).Select(number => Task.Run(() => ProduceAsync(store, new TickFeed(number, start: TickDay.To), stop.Token), cancellationToken)));
        await beside(store);
        await stop.CancelAsync();
        var appended = (await producing).Sum();
        await store.WaitUntilAppliedAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start);
        await StoredRows.CheckAsync(store, rows + appended, cancellationToken);
        RatioRun.Note($"    {appended:N0} ticks in {elapsed.TotalSeconds:F1} s");
        return [appended / elapsed.TotalSeconds];
    }

    private static async Task<long> ProduceAsync(Store store, TickFeed feed, CancellationToken stop)
    {
        var appended = 0L;
        while (!stop.IsCancellationRequested)
        {
            await store.Ticks.AppendAsync(feed.NextBatch(BatchSize), CancellationToken.None);
            appended += BatchSize;
        }

        return appended;
    }
}
