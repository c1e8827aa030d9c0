using System.Diagnostics;
using TradeStore.Benchmarks.Data;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Our side of the ingest measurements: four producers that wait for each batch to be durable, then for all to be applied.</summary>
internal static class StoreIngest
{
    /// <returns>Rows a second until all is applied, and until a checkpoint has written them into the database file.</returns>
    public static async Task<double[]> RunAsync(IngestBatches batches, CancellationToken cancellationToken)
    {
        using var folder = new TempFolder();
        await using var store = await Store.OpenAsync(folder.Path, cancellationToken: cancellationToken);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(batches.ByProducer.Select(own => Task.Run(() => ProduceAsync(store, own, cancellationToken), cancellationToken)));
        var durable = watch.Elapsed;
        await store.WaitUntilAppliedAsync(cancellationToken);
        var applied = watch.Elapsed;
        await store.CheckpointAsync(cancellationToken);
        var checkpointed = watch.Elapsed;

        RatioRun.Note($"    ours: durable after {durable.TotalMilliseconds:F0} ms, applied {applied.TotalMilliseconds:F0}, checkpointed {checkpointed.TotalMilliseconds:F0}");
        await StoredRows.CheckAsync(store, batches.Totals, cancellationToken);
        return [batches.Rows / applied.TotalSeconds, batches.Rows / checkpointed.TotalSeconds];
    }

    private static async Task ProduceAsync(Store store, Tick[][] batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            await store.Ticks.AppendAsync(batch, cancellationToken);
        }
    }
}
