using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Benchmarks.Peers;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>The same ticks, beside what an application would write to another embedded database without the store: one thread, one connection, a transaction a batch.</summary>
/// <param name="name">The name of the line.</param>
/// <param name="create">Makes the database in a file.</param>
internal sealed class IngestVsEmbedded(string name, Func<string, IEmbeddedTicks> create) : IRatio
{
    public IReadOnlyList<string> Names { get; } = [name];

    public async Task<IReadOnlyList<RatioLine>> MeasureAsync(RatioRun run, CancellationToken cancellationToken)
    {
        var batches = IngestBatches.Make(run);
        var medians = await run.AlternateAsync(
            () => StoreIngest.RunAsync(batches, cancellationToken),
            () => Task.FromResult(Append(batches)));
        return [new RatioLine(name, medians[0][0], medians[1][0], "rows/s")];
    }

    private double[] Append(IngestBatches batches)
    {
        using var folder = new TempFolder();
        using var ticks = create(folder.File("ticks.db"));
        var watch = Stopwatch.StartNew();
        foreach (var batch in batches.Interleaved())
        {
            ticks.Append(batch);
        }

        var rate = batches.Rows / watch.Elapsed.TotalSeconds;
        var totals = ticks.Totals();
        RatioRun.Check(totals == batches.Totals, $"the reference holds {totals}, not {batches.Totals}");
        return [rate];
    }
}
