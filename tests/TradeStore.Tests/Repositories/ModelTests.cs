using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

/// <summary>Random sequences of writes, reads, checkpoints and restarts, compared with a model after each step.</summary>
internal sealed class ModelTests
{
    private static readonly int Sequences = Effort.Of(usual: 12, most: 30);
    private const int Steps = 5;

    [Test]
    public async Task A_store_answers_like_its_model([Range(1, 5)] int seed)
    {
        var random = Quick.Seeded(seed);
        var market = new RandomMarket(random);
        var model = new StoreModel();
        var comparison = new ModelComparison(model, random);
        using var folder = new TemporaryFolder();
        var store = await OpenAsync(folder, random);
        try
        {
            for (var sequence = 0; sequence < Sequences; sequence++)
            {
                market.Begin(sequence % 6);
                for (var step = 0; step < Steps; step++)
                {
                    store = await StepAsync(store, folder, model, market, random);
                    await comparison.CheckAsync(store, market.Now);
                }
            }

            await comparison.CheckAllAsync(store);
            await store.DisposeAsync();
            store = await OpenAsync(folder, random);
            Assert.That(store.OpenReport.ReplayedBatches, Is.Zero);
            await comparison.CheckAllAsync(store);
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    private static Task<Store> OpenAsync(TemporaryFolder folder, Random random) => Quick.OpenAsync(folder, options =>
    {
        options.Writing.DirectRows = 200;
        options.Writing.TransactionRows = 1000;
        options.Writing.MaximumDelay = TimeSpan.FromMilliseconds(random.Next(2) * 20);
        options.Writing.MemtableAge = random.Next(3) switch
        {
            0 => TimeSpan.Zero,
            1 => TimeSpan.FromMilliseconds(5),
            _ => TimeSpan.FromMinutes(1),
        };
    });

    private static async Task<Store> StepAsync(Store store, TemporaryFolder folder, StoreModel model, RandomMarket market, Random random)
    {
        switch (random.Next(24))
        {
            case 0:
                await store.DisposeAsync();
                return await OpenAsync(folder, random);
            case 1 or 2:
                await store.CheckpointAsync();
                break;
            case < 7:
                var bars = market.Bars(random.Next(1, 40));
                model.Append(bars);
                await store.Bars.AppendAsync(bars);
                break;
            case < 9:
                await AppendAsync(store, model, market, random.Next(200, 280));
                break;
            case < 14:
                await AppendAsync(store, model, market, 1);
                break;
            default:
                await AppendAsync(store, model, market, random.Next(2, 60));
                break;
        }

        return store;
    }

    private static async Task AppendAsync(Store store, StoreModel model, RandomMarket market, int count)
    {
        var ticks = market.Ticks(count);
        model.Append(ticks);
        await store.Ticks.AppendAsync(ticks);
    }
}
