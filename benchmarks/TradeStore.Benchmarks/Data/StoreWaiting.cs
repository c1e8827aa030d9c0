namespace TradeStore.Benchmarks.Data;

/// <summary>Stands in until the store has an internal method of this name, which then takes precedence.</summary>
internal static class StoreWaiting
{
    public static Task WaitUntilAppliedAsync(this Store store, CancellationToken cancellationToken) => store.CheckpointAsync(cancellationToken);
}
