using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Our side of the ingest measurements: four producers that wait for each batch to be durable, then for all to be applied.</summary>
internal static class StoreIngest
{
    public static async Task<double[]> RunAsync(IngestBatches batches, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(batches.ByProducer.Select(own => Task.Run(() => ProduceAsync(store, own, cancellationToken), cancellationToken)));
        var durable = watch.Elapsed;
        await store.WaitUntilAppliedAsync(cancellationToken);
        var rate = batches.Rows / watch.Elapsed.TotalSeconds;

        var rows = await store.QueryAsync<long>("SELECT count(*) FROM market_ticks", cancellationToken: cancellationToken);
        RatioRun.Check(rows[0] == batches.Rows, $"the store holds {rows[0]} of {batches.Rows} rows");
        var checkpoint = Stopwatch.StartNew();
        await store.CheckpointAsync(cancellationToken);
        RatioRun.Note($"    (not timed) checkpoint afterwards, ours: {checkpoint.ElapsedMilliseconds} ms; all was durable after {durable.TotalMilliseconds:F0} ms");
        return [rate];
    }

    private static async Task ProduceAsync(Store store, Tick[][] batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            await store.Ticks.AppendAsync(batch, cancellationToken);
        }
    }
}
