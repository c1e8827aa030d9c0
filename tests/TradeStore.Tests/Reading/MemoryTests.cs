using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

[NonParallelizable]
internal sealed class MemoryTests
{
    private const int Rows = 2_000_000;
    private const long LargestGrowth = 200L << 20;

    [Test]
    public async Task A_stream_needs_little_memory_however_much_it_reads()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, options =>
        {
            options.Journal.FileSize = 64 << 20;
            options.Engine.MemoryLimit = 256L << 20;
        });
        var row = new Tick { Timestamp = Some.Day, Exchange = "X", Symbol = "S", LastPrice = 1, LastSize = 1 };
        for (var batch = 0; batch < Rows / 200_000; batch++)
        {
            await store.Ticks.AppendAsync([.. Enumerable.Range(batch * 200_000, 200_000).Select(i => row with { Timestamp = Some.Day.AddMilliseconds(i), LastPrice = i % 1000, BidPrice = i })]);
        }

        await store.CheckpointAsync();
        await StreamAsync(store, Some.Day.AddMinutes(1));
        var before = ResidentBytes();

        var (rows, sum, highest) = await StreamAsync(store, to: null);

        Assert.That(rows, Is.EqualTo(Rows));
        Assert.That((long)sum, Is.EqualTo(Rows / 1000 * 499_500L * 100_000_000));
        Assert.That(highest - before, Is.LessThan(LargestGrowth), $"{(highest - before) >> 20} MB more");
        TestContext.Out.WriteLine($"{(highest - before) >> 20} MB more at the highest");
    }

    private static async Task<(long Rows, Int128 Sum, long Highest)> StreamAsync(Store store, DateTime? to)
    {
        long rows = 0, chunks = 0, highest = 0;
        Int128 sum = 0;
        await foreach (var chunk in store.Ticks.StreamAsync(new TickQuery { To = to }))
        {
            rows += chunk.RowCount;
            foreach (var price in chunk.Values<long>(chunk.IndexOf("last_price")))
            {
                sum += price;
            }

            if (++chunks % 50 == 0)
            {
                highest = Math.Max(highest, ResidentBytes());
            }
        }

        return (rows, sum, highest);
    }

    private static long ResidentBytes()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
