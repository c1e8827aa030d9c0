namespace TradeStore.Tests.Support;

/// <summary>What happens to a store with ticks between two looks at it, as a seed has it: its partitions are sealed or exported, it is checkpointed, or opened again.</summary>
internal static class RandomAging
{
    /// <summary>Lets something happen, or nothing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="random">What decides.</param>
    /// <param name="round">The look's number: the store is opened again after every fourth one at most.</param>
    /// <param name="end">The end of its ticks, which begin with <see cref="Some.Day"/>.</param>
    /// <param name="reopenAsync">Opens it again.</param>
    /// <returns>The store that is open then.</returns>
    public static async Task<Store> GoOnAsync(Store store, Random random, int round, DateTime end, Func<Task<Store>> reopenAsync)
    {
        switch (random.Next(7))
        {
            case 0:
                await store.Tiering.SealAsync("market_ticks", Some.Day, end);
                break;
            case 1:
                await store.Tiering.ExportAsync("market_ticks", Some.Day, end);
                break;
            case 2:
                await store.CheckpointAsync();
                break;
            case 3 when round % 4 == 0:
                await store.DisposeAsync();
                return await reopenAsync();
            default:
                break;
        }

        return store;
    }
}
