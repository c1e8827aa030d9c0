using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Tests.Tiering;

/// <summary>Segments to plan with, of which nothing is there but what the manifest says.</summary>
internal static class SomeSegments
{
    private static long _last;

    /// <summary>Returns the partition of a time.</summary>
    public static Partition Partition(TableSchema table, DateTime time) => TradeStore.Storage.Schema.Partition.Containing(table.Span, Micros(time));

    public static long Micros(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Returns a segment that was laid down.</summary>
    public static Segment Sealed(TableSchema table, Partition partition, Tier tier, long writtenAt, long rows = 1_000) => Segment(table, partition, writtenAt) with
    {
        State = SegmentState.Sealed,
        Tier = tier,
        Cold = tier == Tier.Cold ? new ColdFile("cold/f.parquet", "/nowhere/cold/f.parquet") : null,
        IsClustered = true,
        Bytes = rows * 10,
        Content = new SegmentContent { Rows = rows, Earliest = partition.Start, Latest = partition.Start, ValueHash = "" },
    };

    /// <summary>Returns a segment with rows as they came.</summary>
    public static Segment Raw(TableSchema table, Partition partition, long createdAt, SegmentState state = SegmentState.Open, int generation = 2) =>
        Segment(table, partition, createdAt) with { State = state, Generation = generation };

    public static TierMap Map(params Segment[] segments) => TierMap.Empty.Replace([], segments);

    private static Segment Segment(TableSchema table, Partition partition, long time)
    {
        var id = Interlocked.Increment(ref _last);
        return new Segment(id, table, partition, table.WarmTable(partition, id), IsTimeOrdered: false) { CreatedAt = time, WrittenAt = time };
    }
}
