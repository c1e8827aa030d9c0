using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;
using TradeStore.Storage.Verification;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

/// <summary>The store is closed while its engine waits for room on the disk and others wait for the engine.</summary>
internal sealed class ClosingWhileWaitingTests
{
    [Test]
    public async Task A_store_that_waits_for_room_closes_while_it_ages_and_is_verified_and_has_every_row()
    {
        using var folder = new TemporaryFolder();
        var isFull = false;
        var store = await Quick.OpenAsync(folder, o => o.Writing.Reached = step =>
        {
            if (Volatile.Read(ref isFull) && step is (WritingStep.Applying or WritingStep.Reopening))
            {
                throw new IOException("No space left on device");
            }
        });
        await store.Ticks.AppendAsync(Some.Quotes(100));
        await store.CheckpointAsync();
        Volatile.Write(ref isFull, true);
        await store.Ticks.AppendAsync(Some.Quotes(100, first: 100));
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60)))
        {
            while (store.GetHealth().State != StoreState.Recovering)
            {
                limit.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        Task[] waiting =
        [
            store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1)),
            store.VerifyAsync(VerificationLevel.Content),
            store.CheckpointAsync(),
        ];
        await store.DisposeAsync().AsTask().Soon();
        foreach (var task in waiting)
        {
            await Assert.ThatAsync(() => task.Soon(), Throws.InstanceOf<TradeStoreException>().Or.InstanceOf<ObjectDisposedException>().Or.InstanceOf<OperationCanceledException>());
        }

        await using var again = await Quick.OpenAsync(folder);
        Assert.That((await again.QueryAsync<long>("SELECT count(*) FROM market_ticks"))[0], Is.EqualTo(200));
    }
}
