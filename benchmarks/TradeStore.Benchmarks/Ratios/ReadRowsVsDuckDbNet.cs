using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Benchmarks.Peers;
using TradeStore.Model;
using TradeStore.Repositories;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Tick records of a range through the repository, beside a loop over DuckDB.NET's data reader that makes the same records of the same rows.</summary>
internal sealed class ReadRowsVsDuckDbNet : IRatio
{
    private const string Name = "read_rows_vs_duckdb_net";
    private const int BatchSize = 10_000;

    public IReadOnlyList<string> Names { get; } = [Name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var feed = new TickFeed(0);
        Tick[][] batches = [.. Enumerable.Range(0, run.Pick(full: 60, quick: 2)).Select(_ => feed.NextBatch(BatchSize))];
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.File("store"), cancellationToken: cancellationToken);
        await StoreFill.RunAsync(store, batches, cancellationToken);
        using var peer = new DuckDbNetTicks(folder.File("ticks.duckdb"));
        Array.ForEach(batches, peer.Append);
        peer.Checkpoint();

        Tick[] expected = [.. batches.SelectMany(batch => batch)];
        var totals = TickTotals.Of(expected);
        var (from, to) = (TickFeed.Day, TickFeed.Day.AddDays(1));
        var medians = await run.AlternateAsync(
            () => RateAsync(expected, totals, () => store.Ticks.GetAsync(new TickQuery { From = from, To = to }, cancellationToken)),
            () => RateAsync(expected, totals, () => Task.FromResult(peer.Read(from, to))));
        return [new RatioLine(Name, medians[0][0], medians[1][0], "rows/s")];
    }

    private static async Task<double[]> RateAsync(Tick[] expected, TickTotals totals, Func<Task<IReadOnlyList<Tick>>> read)
    {
        var watch = Stopwatch.StartNew();
        var ticks = await read();
        var rate = ticks.Count / watch.Elapsed.TotalSeconds;
        RatioRun.Check(TickTotals.Of(ticks) == totals, $"{TickTotals.Of(ticks)} was read, not {totals}");
        for (var row = 0; row < expected.Length; row += 997)
        {
            RatioRun.Check(ticks[row] with { IngestionTime = null } == expected[row], $"row {row} is {ticks[row]}");
        }

        return [rate];
    }
}
