using TradeStore.Storage.Configuration;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>How the partitions of a table age. Times are microseconds since 1970.</summary>
/// <param name="Warm">The age at which they leave the database.</param>
/// <param name="ExpireAfter">The age at which they are removed.</param>
/// <param name="Detail">The age at which they lose their details.</param>
/// <param name="Reduction">What stays of them then; <see langword="null"/> when all of it does.</param>
internal sealed record TableAging(TimeSpan? Warm, TimeSpan? ExpireAfter, TimeSpan? Detail, Reduction? Reduction)
{
    public static TableAging Of(TableSchema table, TieringOptions options)
    {
        var policy = options.PolicyOf(table);
        return new(policy.Warm, table.Aging.WhyForEver is null ? policy.ExpireAfter : null, policy.Detail, policy.Detail is null ? null : table.Aging.Reduction);
    }

    /// <summary>Returns when the store took the newest row of a partition in; <see langword="null"/> while it takes rows.</summary>
    public static long? WrittenAt(PartitionSegments partition) => partition.Open is null ? partition.Segments.Max(s => s.WrittenAt) : null;

    /// <summary>Returns when a partition is to be removed; <see langword="null"/> while that is not known.</summary>
    public long? ExpireAt(PartitionSegments partition) => ExpireAfter is { } age && WrittenAt(partition) is { } written
        ? Math.Max(partition.Partition.End, written) + Microseconds(age)
        : null;

    /// <summary>Returns when a partition is to be reduced; <see langword="null"/> when nothing of it is, or while that is not known.</summary>
    public long? ReduceAt(PartitionSegments partition)
    {
        if (Reduction is null || partition.Segments.All(s => s.IsReduced))
        {
            return null;
        }

        // What joins rows that are reduced already is no better than they are.
        var end = partition.Partition.End;
        var from = partition.Segments.Any(s => s.IsReduced) ? end : WrittenAt(partition) is { } written ? Math.Max(end, written) : (long?)null;
        return from + Microseconds(Detail!.Value);
    }

    /// <summary>Returns when a partition is to leave the database; <see langword="null"/> when it is not, or while that is not known.</summary>
    public long? ExportAt(PartitionSegments partition)
    {
        if (Warm is not { } age || partition.Segments.All(s => s.Tier == Tier.Cold))
        {
            return null;
        }

        var due = Math.Max(partition.Partition.End + Microseconds(age), partition.Segments.Max(s => s.WarmUntil) ?? 0);

        // What is to be reduced by then is written once.
        var isReducedFirst = Reduction is not null && Detail <= age && !partition.Segments.All(s => s.IsReduced);
        return isReducedFirst ? ReduceAt(partition) is { } reduced ? Math.Max(due, reduced) : null : due;
    }

    /// <summary>Returns what is left out of a partition that is laid down now.</summary>
    public Reduction? ReductionAt(PartitionSegments partition, long now) => ReduceAt(partition) <= now ? Reduction : null;

    public static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
