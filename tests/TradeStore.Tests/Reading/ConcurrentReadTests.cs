using System.Runtime.CompilerServices;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Reading;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

/// <summary>Readers beside a busy writer: each batch has as many rows as it was written with, or none.</summary>
internal sealed class ConcurrentReadTests
{
    private const int Readers = 100;
    private const int RowsPerBatch = 24;
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(120);

    [TestCase(false, TestName = "No_reader_sees_half_a_batch_of_one_day")]
    [TestCase(true, TestName = "No_reader_sees_half_a_batch_that_lies_on_a_known_day_and_on_new_ones")]
    public async Task No_reader_sees_half_a_batch(bool isSpread)
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, options =>
        {
            options.Writing.MemtableAge = TimeSpan.FromMilliseconds(3);
            options.Writing.MaximumDelay = TimeSpan.Zero;
            options.Writing.TransactionRows = 1000;
            options.Writing.DirectRows = RowsPerBatch * 3;
            options.Writing.CheckpointSize = 1 << 20;
            options.Readers.WaitTimeout = LongEnough;
            options.Readers.QueryTimeout = LongEnough;
        });
        var isDone = new StrongBox<bool>();
        long acknowledged = 0;
        var readers = Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            var rounds = 0;
            while (!Volatile.Read(ref isDone.Value) || rounds == 0)
            {
                await CheckAsync(store, reader, Interlocked.Read(ref acknowledged));
                rounds++;
            }
        })).ToList();

        var batches = isSpread ? 40 : 160;
        for (var batch = 0; batch < batches; batch++)
        {
            // Now and then enough at once to go straight into the partitions.
            var count = batch % 20 == 0 ? 4 : 1;
            await Task.WhenAll(Enumerable.Range(batch, count).Select(b => store.Ticks.AppendAsync(Batch(b, isSpread)).AsTask()));
            batch += count - 1;
            Interlocked.Exchange(ref acknowledged, batch + 1);
            if (batch % 50 == 0)
            {
                await store.CheckpointAsync();
            }

            if (readers.Exists(r => r.IsFaulted))
            {
                break;
            }
        }

        Volatile.Write(ref isDone.Value, true);
        await Task.WhenAll(readers).WaitAsync(LongEnough);
    }

    // A batch is known by its price; where it is spread, its rows lie on a day that all have and on two that no batch before it has.
    private static List<Tick> Batch(int batch, bool isSpread) => [.. Enumerable.Range(0, RowsPerBatch).Select(row => new Tick
    {
        Timestamp = isSpread ? Some.Day.AddDays(row % 3 == 0 ? 0 : (batch * -2) - (row % 3)).AddSeconds((batch * 100) + row) : Some.Day.AddMilliseconds((batch * RowsPerBatch) + row),
        Exchange = "X",
        Symbol = "S",
        LastPrice = batch,
        SequenceNumber = row,
    })];

    private static async Task CheckAsync(Store store, int reader, long acknowledged)
    {
        var counts = (reader % 3) switch
        {
            0 => await FromRowsAsync(store),
            1 => await FromStreamAsync(store),
            _ => await FromSqlAsync(store),
        };
        Assert.That(counts.Values, Is.All.EqualTo(RowsPerBatch), "half a batch");
        Assert.That(counts, Has.Count.GreaterThanOrEqualTo(acknowledged), "acknowledged, but not seen");
    }

    private static async Task<Dictionary<long, int>> FromRowsAsync(Store store) =>
        (await store.Ticks.GetAsync(new TickQuery { Symbols = ["S"] })).GroupBy(t => (long)t.LastPrice!.Value).ToDictionary(g => g.Key, g => g.Count());

    private static async Task<Dictionary<long, int>> FromStreamAsync(Store store)
    {
        var counts = new Dictionary<long, int>();
        await foreach (var chunk in store.Ticks.StreamAsync(new TickQuery { Symbols = ["S"], Columns = ["last_price"], Order = ReadOrder.Stored }))
        {
            foreach (var price in chunk.Values<long>(0))
            {
                counts[price] = counts.GetValueOrDefault(price) + 1;
            }
        }

        return counts;
    }

    private static async Task<Dictionary<long, int>> FromSqlAsync(Store store) =>
        (await store.QueryAsync<BatchCount>("SELECT last_price::BIGINT AS batch, count(*) AS row_count FROM market_ticks GROUP BY ALL"))
            .ToDictionary(c => c.Batch, c => (int)c.RowCount);

    private sealed record BatchCount(long Batch, long RowCount);
}
