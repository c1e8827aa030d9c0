using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;

namespace TradeStore.Tests.Tiers;

internal sealed class TierMapsTests
{
    private static readonly TableSchema Ticks = TickTable.Definition;
    private readonly TierMaps _maps = new();

    [Test]
    public void A_memtable_that_left_is_dropped_when_the_last_reader_that_may_see_it_has_gone()
    {
        var memtable = new Memtable(Ticks, "memtable.main.a", 5);
        _maps.Change(map => map.With(memtable));
        var early = _maps.Pin();
        var alsoEarly = _maps.Pin();
        _maps.Remove(memtable);
        var late = _maps.Pin();

        Assert.That(_maps.TryTakeDroppable(out _), Is.False);
        early.Dispose();
        early.Dispose();
        Assert.That(_maps.TryTakeDroppable(out _), Is.False, "another reader has it pinned, and letting go twice counts once");
        alsoEarly.Dispose();
        Assert.That(_maps.TryTakeDroppable(out var left), Is.True);
        Assert.That(left!.Location, Is.EqualTo("memtable.main.a"));
        Assert.That(_maps.TryTakeDroppable(out _), Is.False);
        late.Dispose();
    }

    [Test]
    public void A_pinned_map_does_not_change()
    {
        using var pinned = _maps.Pin();
        _maps.Change(map => map.With(SegmentOf(1, day: 3)));

        Assert.That(pinned.Map.Segments(Ticks), Is.Empty);
        Assert.That(_maps.Current.Segments(Ticks), Has.Length.EqualTo(1));
        Assert.That(_maps.Current.Version, Is.GreaterThan(pinned.Map.Version));
    }

    [Test]
    public void Segments_come_in_the_order_of_time_and_only_those_of_the_range()
    {
        var map = TierMap.Empty.With(SegmentOf(1, day: 9)).With(SegmentOf(2, day: 3)).With(SegmentOf(3, day: 5));

        Assert.That(map.Segments(Ticks).Select(s => s.Id), Is.EqualTo(new[] { 2L, 3, 1 }));
        Assert.That(Ids(map, Day(4), Day(9)), Is.EqualTo(new[] { 3L }), "the end is excluded");
        Assert.That(Ids(map, Day(4) - 1, Day(9) + 1), Is.EqualTo(new[] { 2L, 3, 1 }));
        Assert.That(Ids(map, null, Day(3)), Is.Empty);
    }

    [Test]
    public void The_floor_lies_before_the_oldest_frame_that_is_in_memory_only()
    {
        var (first, second) = (new Memtable(Ticks, "a", 7), new Memtable(BarTable.Definition, "b", 20));

        Assert.That(TierMap.Empty.Floor(30), Is.EqualTo(30));
        Assert.That(TierMap.Empty.With(first).With(second).Floor(30), Is.EqualTo(6));
        Assert.That(TierMap.Empty.With(first).With(second).Floor(30, except: first), Is.EqualTo(19));
        Assert.That(TierMap.Empty.With(first).With(second).Without(first).Without(second).Floor(30), Is.EqualTo(30));
    }

    private static IEnumerable<long> Ids(TierMap map, long? from, long? to) => map.Partitions(Ticks, from, to).SelectMany(p => p.Segments).Select(s => s.Id);

    private static long Day(int day) => day * 86_400_000_000;

    private static Segment SegmentOf(long id, int day) => new(id, Ticks, Partition.Containing(PartitionSpan.Day, Day(day)), $"t{id}", IsTimeOrdered: true);
}
