using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Configuration;

namespace TradeStore.CrashTests;

/// <summary>The engine fails while bots trade: they do not notice, and nothing is lost or doubled.</summary>
internal sealed class TradingFaultTests
{
    [Test]
    public async Task A_failure_of_the_engine_at_any_step_leaves_trading_whole(
        [Values(WritingStep.Applying, WritingStep.Committing, WritingStep.Committed, WritingStep.Checkpointing, WritingStep.Checkpointed)] WritingStep step)
    {
        using var folder = new TemporaryFolder();
        var said = new TradingScript();
        var left = 2;
        var failed = false;
        var options = KilledStore.Options();
        options.Writing.MaximumDelay = TimeSpan.Zero;
        options.Writing.Reached = reached =>
        {
            if (reached == step && Interlocked.Decrement(ref left) == 0)
            {
                failed = true;
                throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
            }
        };
        await using (var store = await Store.OpenAsync(folder["store"], options))
        {
            for (var round = 0; round < 3; round++)
            {
                await said.TradeAsync(store, round, calls: 40);
                await CheckpointAsync(store);
            }

            Assert.That(failed, Is.True);
            Assert.That(await said.Expected().CheckAsync(store), Is.Empty);
        }

        await using var again = await Store.OpenAsync(folder["store"], KilledStore.Options());
        Assert.That(await said.Expected().CheckAsync(again), Is.Empty);
        Assert.That(again.OpenReport.ReplayedBatches, Is.Zero);
    }

    private static async Task CheckpointAsync(Store store)
    {
        try
        {
            await store.CheckpointAsync();
        }
        catch (DuckDbException)
        {
            // It is the checkpoint that was made to fail.
        }

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await store.Bots.Query().CountAsync();
                return;
            }
            catch (Storage.Errors.TradeStoreException exception) when (exception.IsTransient && attempt < 100_000)
            {
                await Task.Yield();
            }
        }
    }
}
