using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Benchmarks.Peers;
using TradeStore.Model;
using TradeStore.Repositories;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Tick records through the repository, beside a <see cref="System.Data.Common.DbDataReader"/> loop that makes the same records of the same rows.</summary>
internal sealed class ReadRowsVsAdo : IRatio
{
    private const string Name = "read_rows_vs_ado";
    private const int BatchSize = 10_000;

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var feed = new TickFeed(0);
        Tick[][] batches = [.. Enumerable.Range(0, run.Pick(full: 60, quick: 2)).Select(_ => feed.NextBatch(BatchSize))];
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.File("store"), cancellationToken: cancellationToken);
        await StoreFill.RunAsync(store, batches, cancellationToken);
        using var ado = AdoTicks.Create(folder.File("raw.duckdb"), batches);
        var expected = batches.SelectMany(batch => batch).ToArray();
        var medians = await run.AlternateAsync(
            () => RateAsync(expected, () => store.Ticks.GetAsync(new TickQuery(), cancellationToken)),
            () => RateAsync(expected, () => Task.FromResult(ado.ReadAll())));
        return [new RatioLine(Name, medians[0][0], medians[1][0], "rows/s")];
    }

    private static async Task<double[]> RateAsync(Tick[] expected, Func<Task<IReadOnlyList<Tick>>> read)
    {
        var watch = Stopwatch.StartNew();
        var ticks = await read();
        var rate = ticks.Count / watch.Elapsed.TotalSeconds;
        RatioRun.Check(ticks.Count == expected.Length, $"{ticks.Count} of {expected.Length} rows were read");
        for (var row = 0; row < expected.Length; row += 997)
        {
            RatioRun.Check(ticks[row] with { IngestionTime = null } == expected[row], $"row {row} is {ticks[row]}");
        }

        return [rate];
    }
}
