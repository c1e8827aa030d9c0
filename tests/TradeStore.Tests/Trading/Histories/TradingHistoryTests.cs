using Microsoft.Extensions.Time.Testing;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Trading.Histories;

/// <summary>Random histories of trading, compared with a model: what is in memory after every group of calls, what DuckDB holds after each history.</summary>
internal sealed class TradingHistoryTests
{
    private const int Histories = 30;
    private const int Groups = 20;

    [Test]
    public async Task Memory_and_database_hold_what_the_model_holds_also_after_reopening([Range(1, 4)] int seed)
    {
        var random = Quick.Seeded(seed);
        var clock = Some.Clock();
        var trading = new RandomTrading(random, clock);
        var model = new TradingModel();
        using var folder = new TemporaryFolder();
        var store = await OpenAsync(folder, clock);
        try
        {
            await store.PredictionMarkets.PutMarketsAsync([Some.Market(RandomTrading.Market)]);
            for (var history = 0; history < Histories; history++)
            {
                var before = model;
                for (var i = 0; i < Groups; i++)
                {
                    model = await RunAsync(store, model, trading.Group(model));
                    TradingComparison.CheckLive(store, model);
                    clock.Advance(random.Next(40) == 0 ? TimeSpan.FromDays(9) : TimeSpan.FromMicroseconds(random.Next(3)));
                }

                await TradingComparison.CheckDatabaseAsync(store, model);
                await TradingComparison.CheckEventsAsync(store, model, model.Orders.Keys.Except(before.Orders.Keys).Take(3));
                if (random.Next(5) == 0)
                {
                    await store.CheckpointAsync();
                }

                if (random.Next(8) == 0)
                {
                    await store.DisposeAsync();
                    store = await OpenAsync(folder, clock);
                    TradingComparison.CheckLive(store, model);
                    await TradingComparison.CheckDatabaseAsync(store, model);
                }
            }
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    private static Task<Store> OpenAsync(TemporaryFolder folder, FakeTimeProvider clock) => Quick.OpenAsync(folder, options => options.TimeProvider = clock);

    private static async Task<TradingModel> RunAsync(Store store, TradingModel model, List<TradingStep> group)
    {
        var running = group.ConvertAll(step => step.Run(store));
        foreach (var (step, task) in group.Zip(running))
        {
            object? result = null;
            Exception? error = null;
            try
            {
                result = await task.Soon();
            }
            catch (TradeStoreException exception)
            {
                error = exception;
            }

            model = step.Check(model, result, error);
        }

        return model;
    }
}
