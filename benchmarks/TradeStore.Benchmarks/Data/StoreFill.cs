using TradeStore.Model;

namespace TradeStore.Benchmarks.Data;

/// <summary>Fills a store in order, with a few batches under way.</summary>
internal static class StoreFill
{
    private const int BatchesUnderWay = 8;

    public static async Task RunAsync(Store store, IEnumerable<Tick[]> batches, CancellationToken cancellationToken)
    {
        var underWay = new Queue<Task>();
        foreach (var batch in batches)
        {
            if (underWay.Count == BatchesUnderWay)
            {
                await underWay.Dequeue();
            }

            underWay.Enqueue(store.Ticks.AppendAsync(batch, cancellationToken).AsTask());
        }

        await Task.WhenAll(underWay);
        await store.WaitUntilAppliedAsync(cancellationToken);
        await store.CheckpointAsync(cancellationToken);
    }
}
