using System.Data;
using Dapper;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>What the commands of a connection see while the store is written, checkpointed and closed.</summary>
internal sealed class ConnectionSnapshotTests
{
    private const string Bots = "SELECT count(*) FROM bots";
    private const string Ticks = "SELECT count(*) FROM market_ticks WHERE ts >= $from AND ts < $to";
    private static readonly object FirstDay = new { from = ColdStore.FirstDay, to = ColdStore.SecondDay };
    private static readonly object SecondDay = new { from = ColdStore.SecondDay, to = ColdStore.WarmDay };

    [Test]
    public async Task Commands_see_what_was_acknowledged_before_them_and_those_of_a_transaction_the_same()
    {
        // As many readers as there are connections, so that commands meet the views that others left.
        await using var cold = await ColdStore.OpenAsync(change: options => options.Readers.Max = 2);
        var late = ColdStore.Ticks(ColdStore.SecondDay, 1, first: 40_000);
        await using var connection = await cold.Store.OpenConnectionAsync();
        await using var other = await cold.Store.OpenConnectionAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>(Ticks, FirstDay), Is.EqualTo(ColdStore.TicksOfADay));
        await using (var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable))
        {
            await cold.Store.Bots.RegisterAsync(Some.Bot("bot"));
            await cold.Store.Ticks.AppendAsync(late);
            Assert.That((await other.ExecuteScalarAsync<long>(Bots), await other.ExecuteScalarAsync<long>(Ticks, SecondDay)), Is.EqualTo((1L, ColdStore.TicksOfADay + 1L)));

            Assert.That(await connection.ExecuteScalarAsync<long>(Bots, transaction: transaction), Is.Zero);
            for (var round = 0; round < 2; round++)
            {
                Assert.That(await connection.ExecuteScalarAsync<long>(Ticks, FirstDay), Is.EqualTo(ColdStore.TicksOfADay));
                Assert.That(await connection.ExecuteScalarAsync<long>(Ticks, SecondDay), Is.EqualTo(ColdStore.TicksOfADay));
            }

            await transaction.CommitAsync();
            Assert.Throws<InvalidOperationException>(transaction.Rollback);
        }

        Assert.That(await connection.ExecuteScalarAsync<long>(Bots), Is.EqualTo(1));
        Assert.That(await connection.ExecuteScalarAsync<long>(Ticks, SecondDay), Is.EqualTo(ColdStore.TicksOfADay + 1));
        Assert.That(await connection.ExecuteScalarAsync<long>(Ticks, FirstDay), Is.EqualTo(ColdStore.TicksOfADay));
    }

    [Test]
    public async Task A_reader_that_is_closed_before_its_end_leaves_the_transaction_as_it_is()
    {
        await using var cold = await ColdStore.OpenAsync();
        await using var connection = await cold.Store.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        for (var round = 0; round < 30; round++)
        {
            Assert.That(await connection.ExecuteScalarAsync<string>("SELECT a.symbol FROM market_ticks AS a, market_ticks AS b", transaction: transaction), Is.Not.Null);
            Assert.That(await connection.ExecuteScalarAsync<long>(Ticks, FirstDay, transaction), Is.EqualTo(ColdStore.TicksOfADay), $"round {round}");
        }
    }

    [Test]
    public async Task A_transaction_that_is_older_than_it_may_be_keeps_no_checkpoint_waiting()
    {
        await using var cold = await ColdStore.OpenAsync(change: options => options.Readers.MaximumSnapshotAge = TimeSpan.Zero);
        await using var connection = await cold.Store.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var reader = await connection.ExecuteReaderAsync("SELECT sequence_number FROM market_ticks ORDER BY ts");

        // A row that is replaced: the engine writes no checkpoint beside an older snapshot then.
        await cold.Store.Bots.RegisterAsync(Some.Bot("bot"));
        await cold.Store.WaitUntilAppliedAsync();
        await cold.Store.Bots.SetStatusAsync("bot", TradeStore.Model.BotStatus.Stopped);
        await cold.Store.CheckpointAsync().Soon();

        var rows = 0;
        while (await reader.ReadAsync())
        {
            Assert.That(reader.GetInt64(0), Is.EqualTo(rows++ % ColdStore.TicksOfADay));
        }

        Assert.That(rows, Is.EqualTo(3 * ColdStore.TicksOfADay), "what a command was returning is set aside");
        var error = await Assert.ThrowsAsync<TradeStoreException>(() => connection.ExecuteScalarAsync(Bots));
        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.SnapshotReleased));
        await transaction.DisposeAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>(Bots), Is.EqualTo(1));
    }

    [Test]
    public async Task Closing_the_store_ends_what_connections_read()
    {
        await using var cold = await ColdStore.OpenAsync();
        var connection = await cold.Store.OpenConnectionAsync();
        var inTransaction = await cold.Store.OpenConnectionAsync();
        var reader = await connection.ExecuteReaderAsync("SELECT * FROM market_ticks");
        var transaction = await inTransaction.BeginTransactionAsync();
        Assert.That(await reader.ReadAsync(), Is.True);

        await cold.Store.DisposeAsync().Soon();

        Assert.Throws<ObjectDisposedException>(() => reader.Read());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.ExecuteScalarAsync(Bots));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => inTransaction.ExecuteScalarAsync(Bots));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => cold.Store.OpenConnectionAsync());
        await reader.DisposeAsync().AsTask().Soon();
        await transaction.DisposeAsync().AsTask().Soon();
        await connection.DisposeAsync().AsTask().Soon();
        await inTransaction.DisposeAsync().AsTask().Soon();
    }

    [Test]
    public async Task Transactions_and_readers_that_are_forgotten_give_their_readers_back()
    {
        await using var cold = await ColdStore.OpenAsync();
        await ForgetAsync(cold.Store);
        for (var i = 0; i < 1_000 && cold.Store.GetHealth().ActiveReaders > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        Assert.That(() => cold.Store.GetHealth().ActiveReaders, Is.Zero.After(10_000, 10));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static async Task ForgetAsync(Store store)
    {
        var one = await store.OpenConnectionAsync();
        _ = await one.BeginTransactionAsync();
        var other = await store.OpenConnectionAsync();
        var reader = await other.ExecuteReaderAsync("SELECT a.* FROM market_ticks a, market_ticks b");
        Assert.That(await reader.ReadAsync(), Is.True);
        Assert.That(store.GetHealth().ActiveReaders, Is.EqualTo(2));
    }
}
