using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Tests.Support;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests.Tiering;

internal sealed class DescribeTests
{
    [Test]
    public async Task Every_partition_is_listed_with_its_tier_rows_bytes_and_times()
    {
        await using var cold = await ColdStore.OpenAsync();
        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.SecondDay, 10, first: 5000));
        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.WarmDay.AddDays(1), 50));
        Damages.Apply(cold, DamagedFile.Truncated);

        await cold.Store.CheckpointAsync();
        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.WarmDay.AddDays(1), 1, first: 50));
        var all = await cold.Store.Tiering.DescribeAsync();

        Assert.That(all.Select(p => (p.Table, p.Partition, p.Tier, p.Status, p.Rows)), Is.EqualTo(new[]
        {
            ("market_ticks", "20240305", Tier.Cold, PartitionStatus.Damaged, (long)ColdStore.TicksOfADay),
            ("market_ticks", "20240306", Tier.Cold, PartitionStatus.Unmerged, ColdStore.TicksOfADay + 10L),
            ("market_ticks", "20240307", Tier.Warm, PartitionStatus.Sealed, ColdStore.TicksOfADay),
            ("market_ticks", "20240308", Tier.Warm, PartitionStatus.Open, 51L),
            ("ohlcv_bars", "202403", Tier.Cold, PartitionStatus.Sealed, ColdStore.Bars),
        }));
        var (damaged, unmerged, warm, open) = (all[0], all[1], all[2], all[3]);
        Assert.That(damaged.Damage.Single(), Does.Contain(cold.First.File!));
        Assert.That(damaged.Files, Is.EqualTo(new[] { cold.First.File }));
        Assert.That((unmerged.First, unmerged.Last), Is.EqualTo(((DateTime?)ColdStore.SecondDay, (DateTime?)ColdStore.SecondDay.AddSeconds(5009))));
        Assert.That((unmerged.RawBytes, unmerged.CompressionRatio), Is.EqualTo(((long?)null, (double?)null)));
        Assert.That(unmerged.Segments, Is.EqualTo(2));
        Assert.That((warm.From, warm.To), Is.EqualTo((ColdStore.WarmDay, ColdStore.WarmDay.AddDays(1))));
        Assert.That(warm.Bytes, Is.GreaterThan(0));
        Assert.That(warm.Files, Is.Empty);
        Assert.That((open.First, open.Last), Is.EqualTo(((DateTime?)open.From, (DateTime?)open.From.AddSeconds(50))));
        Assert.That(all[4].Bytes, Is.EqualTo(new FileInfo(cold.OfBars).Length));
        Assert.That(all[4].CompressionRatio, Is.GreaterThan(1).And.EqualTo((double)all[4].RawBytes! / all[4].Bytes));
        Assert.That(all.Select(p => p.LastWritten), Is.All.EqualTo(DateTime.UtcNow).Within(TimeSpan.FromHours(1)));

        await cold.Store.CheckpointAsync();
        Assert.That((await cold.Store.Tiering.DescribeAsync()).Select(p => p.Rows), Is.EqualTo(all.Select(p => p.Rows)), "rows of the memtable are in the partitions then");
    }

    [Test]
    public async Task An_empty_store_has_no_partitions()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);

        Assert.That(await store.Tiering.DescribeAsync(), Is.Empty);
    }
}
