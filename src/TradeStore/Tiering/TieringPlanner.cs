using TradeStore.DuckDb.Vectors;
using TradeStore.Schema;
using TradeStore.Tiers;

namespace TradeStore.Tiering;

/// <summary>Says what is due: decided by the map, the options and the time alone.</summary>
internal static class TieringPlanner
{
    /// <summary>Returns the steps that are due, oldest partition first, each table in turn.</summary>
    public static IReadOnlyList<TieringStep> Plan(TieringContext context)
    {
        var now = context.Now;
        var map = context.Maps.Current;
        return [.. context.Catalog.All.Where(t => t.Kind == TableKind.Series).SelectMany(t => map.Partitions(t)).Select(p => Due(context, p, now)).OfType<TieringStep>()];
    }

    /// <summary>Returns a step for a partition.</summary>
    public static TieringStep Step(PartitionSegments partition, TieringAction action, string reason) => new()
    {
        Action = action,
        Table = partition.Table.Name,
        Partition = partition.Partition.Name,
        From = TimestampConversion.FromMicroseconds(partition.Partition.Start),
        To = TimestampConversion.FromMicroseconds(partition.Partition.End),
        Reason = reason,
        Rows = partition.Segments.All(s => s.Content is not null) ? partition.Segments.Sum(s => s.Content!.Rows) : null,
        Bytes = partition.Segments.All(s => s.Bytes is not null) ? partition.Segments.Sum(s => s.Bytes!.Value) : null,
    };

    private static TieringStep? Due(TieringContext context, PartitionSegments partition, long now)
    {
        var grace = Microseconds(context.Options.Tiering.Grace);
        if (partition.Segments.Any(s => s.State == SegmentState.Damaged) || now < partition.Partition.End + grace)
        {
            return null;
        }

        var raw = partition.Segments.Where(s => s.State != SegmentState.Sealed).ToList();
        if (raw.Count > 0 && raw.All(s => now >= s.CreatedAt + grace))
        {
            var isNew = raw.Count == partition.Segments.Length;
            return Step(partition, isNew ? TieringAction.Seal : TieringAction.Merge, isNew
                ? $"Its time has been over for {context.Options.Tiering.Grace}."
                : $"Rows that came after it was sealed have waited for {context.Options.Tiering.Grace}.");
        }

        return null;
    }

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
