using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

/// <summary>What a batch of several tables looks like to those who read beside it, and how large it may be.</summary>
internal sealed class WriteBatchReadTests
{
    private TradingStore _trading = null!;

    private Store Store => _trading.Store;

    [SetUp]
    public async Task OpenAsync() => _trading = await TradingStore.OpenAsync(options => options.Tables.Add(WriteBatchTests.Notes));

    [TearDown]
    public Task CloseAsync() => _trading.DisposeAsync().AsTask();

    [Test]
    public async Task A_reader_beside_sees_all_of_a_batch_or_nothing()
    {
        const int Batches = 60;
        var ended = new TaskCompletionSource();
        var readers = new[] { ByOneStatementAsync(), ByOneStatementAsync(), ByOneSnapshotAsync() };
        var others = AppendOthersAsync();
        for (var i = 0; i < Batches; i++)
        {
            var number = i;
            await Store.WriteAsync(batch =>
            {
                batch.Append(Some.Quote(number));
                batch.Submit(TradingStore.Order());
                batch.Append(WriteBatchTests.Notes, new WriteBatchTests.Note { Timestamp = Some.Day.AddSeconds(number), Text = "" });
                batch.Append(Some.Bar(number));
            });
            Assert.That(await CountAsync(), Is.EqualTo((i + 1L, i + 1L, i + 1L, i + 1L)));
            if (i % 20 == 10)
            {
                await Store.CheckpointAsync();
            }
        }

        ended.SetResult();
        await others;
        var reads = await Task.WhenAll(readers);
        Assert.That(reads.Sum(), Is.GreaterThan(Batches), "they have read beside the batches");

        async Task<(long, long, long, long)> CountAsync() => Only(await Store.QueryAsync<Counts>(
            "SELECT (SELECT count(*) FROM market_ticks WHERE symbol = 'AAPL') AS ticks, (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM notes) AS notes, (SELECT count(*) FROM ohlcv_bars) AS bars"));

        async Task<int> ByOneStatementAsync()
        {
            var count = 0;
            for (; !ended.Task.IsCompleted; count++)
            {
                var (ticks, orders, notes, bars) = await CountAsync();
                Assert.That((ticks, notes, bars), Is.EqualTo((orders, orders, orders)));
            }

            return count;
        }

        async Task<int> ByOneSnapshotAsync()
        {
            await using var connection = await Store.OpenConnectionAsync();
            var count = 0;
            for (; !ended.Task.IsCompleted; count++)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                var rows = new List<long>();
                foreach (var table in new[] { "notes", "orders", "market_ticks WHERE symbol = 'AAPL'", "ohlcv_bars" })
                {
                    await using var command = connection.CreateCommand();
                    command.Transaction = transaction;
                    command.CommandText = $"SELECT count(*) FROM {table}";
                    await using var reader = await command.ExecuteReaderAsync();
                    while (await reader.ReadAsync())
                    {
                        rows.Add(reader.GetInt64(0));
                    }
                }

                Assert.That(rows, Is.All.EqualTo(rows[0]));
            }

            return count;
        }

        // Ticks that wait in memory for a while, as those of a feed do.
        async Task AppendOthersAsync()
        {
            for (var i = 0; !ended.Task.IsCompleted; i++)
            {
                await Store.Ticks.AppendAsync(Some.Quote(i % 1_000, "MSFT"));
            }
        }
    }

    [Test]
    public async Task A_batch_that_is_larger_than_a_segment_of_the_journal_is_one_frame()
    {
        var before = Store.Parts.Journal!.DurableSequence;
        var order = await Store.WriteAsync(batch =>
        {
            batch.Append(Some.Quotes(80_000));
            return batch.Submit(TradingStore.Order());
        });
        Assert.That(Store.Parts.Journal!.DurableSequence, Is.EqualTo(before + 1));
        await _trading.ReopenAsync();
        Assert.That(await Store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 80_000L }));
        Assert.That(Store.Orders.FindOpen(order.OrderId), Is.EqualTo(order));
    }

    private static (long, long, long, long) Only(IReadOnlyList<Counts> counts) => (counts[0].Ticks, counts[0].Orders, counts[0].Notes, counts[0].Bars);

    internal sealed record Counts(long Ticks, long Orders, long Notes, long Bars);
}
