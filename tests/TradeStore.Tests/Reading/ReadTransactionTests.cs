using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

internal sealed class ReadTransactionTests
{
    private const int Partitions = 400;
    private const int Readers = 12;

    [Test]
    public async Task A_transaction_has_every_segment_in_its_map_whose_rows_are_in_its_snapshot()
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        session.Execute($"ATTACH ':memory:' AS {WarmDatabase.MemtableCatalog}; CREATE TABLE {WarmDatabase.MemtableSnapshot} (stream VARCHAR, sequence BIGINT)");
        session.Execute("CREATE TABLE _applied (stream VARCHAR, sequence BIGINT); INSERT INTO _applied VALUES ('market_ticks', 0); CREATE TABLE memtable.main.newest (i BIGINT)");
        var maps = new TierMaps();
        var isDone = false;
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var own = instance.Connect();
                while (!Volatile.Read(ref isDone))
                {
                    using var transaction = new ReadTransaction(own, maps);
                    var segments = transaction.Map.Segments(TickTable.Definition).Length;
                    Assert.That(transaction.Applied(TickTable.Definition), Is.LessThanOrEqualTo(segments), "rows of a partition");
                    Assert.That(own.QueryScalar<long>("SELECT coalesce(max(i), 0) FROM memtable.main.newest"), Is.LessThanOrEqualTo(segments), "rows of the memtable");
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToList();

        for (var i = 1; i <= Partitions && !readers.Exists(r => r.IsFaulted); i++)
        {
            var segment = new Segment(i, TickTable.Definition, Partition.Containing(PartitionSpan.Day, i * 86_400_000_000), "t", IsTimeOrdered: true);
            maps.Change(map => map.With(segment));
            session.Execute($"INSERT INTO memtable.main.newest VALUES ({i})");
            session.Execute($"UPDATE _applied SET sequence = {i}");
        }

        Volatile.Write(ref isDone, true);
        await Task.WhenAll(readers).Soon();
    }
}
