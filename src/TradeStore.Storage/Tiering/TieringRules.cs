using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>Says which step is due for a partition of a table: one at most, the one that makes most others needless.</summary>
/// <param name="aging">How the table's partitions age.</param>
/// <param name="options">How data ages.</param>
/// <param name="now">The time, in microseconds since 1970.</param>
internal sealed class TieringRules(TableAging aging, TieringOptions options, long now)
{
    // Files that a compaction leaves are half full at worst, and one more.
    private const int FilesPerFull = 2;

    /// <summary>Returns the removal of a partition, when it is due.</summary>
    public TieringStep? Removal(PartitionSegments partition) => IsRemoved(partition)
        ? TieringPlanner.Step(
            partition,
            TieringAction.Expire,
            $"'{partition.Table.Name}' is kept for {Words(aging.ExpireAfter!.Value)}; it ended on {Day(partition.Partition.End)} and its newest row came on {Day(TableAging.WrittenAt(partition)!.Value)}.",
            aging.ExpireAt(partition))
        : null;

    /// <summary>Returns any other step for a partition.</summary>
    public TieringStep? Other(PartitionSegments partition, Func<Segment, bool>? isArchived)
    {
        if (IsDamaged(partition) || IsRemoved(partition))
        {
            return null;
        }

        var raw = partition.Segments.Where(s => s.State != SegmentState.Sealed).ToList();
        var settled = raw.Select(s => s.CreatedAt).Append(partition.Partition.End).Max() + TableAging.Microseconds(options.Grace);
        return now < settled ? null
            : Aged(partition, raw, settled)
            ?? Raw(partition, raw, settled)
            ?? Small(partition)
            ?? Archive(partition, isArchived);
    }

    private static bool IsDamaged(PartitionSegments partition) => partition.Segments.Any(s => s.State == SegmentState.Damaged);

    private bool IsRemoved(PartitionSegments partition) => !IsDamaged(partition) && aging.ExpireAt(partition) <= now;

    private TieringStep? Aged(PartitionSegments partition, List<Segment> raw, long settled)
    {
        var (export, reduce) = (aging.ExportAt(partition), aging.ReduceAt(partition));
        var stays = reduce <= now ? $"after {Words(aging.Detail!.Value)} {aging.Reduction!.Description}" : null;
        if (export <= now)
        {
            // Beside files that are there, late rows are merged.
            return raw.Count > 0 && partition.Segments.Any(s => s.Tier == Tier.Cold) ? null : TieringPlanner.Step(
                partition,
                TieringAction.Export,
                $"It ended {Ago(partition.Partition.End)}, and '{partition.Table.Name}' stays in the database for {Words(aging.Warm!.Value)}{(stays is null ? "" : $"; {stays}")}.",
                Math.Max(export.Value, settled));
        }

        return stays is null ? null : TieringPlanner.Step(
            partition, TieringAction.Reduce, $"It ended {Ago(partition.Partition.End)}, and {stays}.", Math.Max(reduce!.Value, settled));
    }

    private TieringStep? Raw(PartitionSegments partition, List<Segment> raw, long settled) =>
        raw.Count == 0 ? null
        : raw.Count == partition.Segments.Length ? TieringPlanner.Step(
            partition, TieringAction.Seal, $"It ended {Ago(partition.Partition.End)}; late rows are given {Words(options.Grace)} to arrive.", settled)
        : TieringPlanner.Step(
            partition,
            TieringAction.Merge,
            $"Rows began to come {Ago(raw.Min(s => s.CreatedAt))}, after it was laid down ({raw.Count} of {partition.Segments.Length} segments); more are given {Words(options.Grace)} to arrive.",
            settled);

    private TieringStep? Small(PartitionSegments partition)
    {
        if (partition.HasGenerations || partition.Segments.Any(s => s.Tier != Tier.Cold || s.Content is null))
        {
            return null;
        }

        var rows = partition.Segments.Sum(s => s.Content!.Rows);
        var full = (rows + options.FileRows - 1) / options.FileRows;
        return partition.Segments.Length <= full * FilesPerFull ? null : TieringPlanner.Step(
            partition, TieringAction.Compact, $"It has {partition.Segments.Length:N0} files for {rows:N0} rows, of which a file may have {options.FileRows:N0}.", now);
    }

    private static TieringStep? Archive(PartitionSegments partition, Func<Segment, bool>? isArchived)
    {
        var missing = isArchived is null ? [] : partition.Segments.Where(s => s.Tier == Tier.Cold && !isArchived(s)).ToList();
        return missing.Count == 0 ? null : TieringPlanner.Step(
            partition, TieringAction.Archive, $"{missing.Count:N0} of its {partition.Segments.Length:N0} files are not in the archive, or are there beside what they replaced.", missing.Max(s => s.CreatedAt));
    }

    private string Ago(long time) => $"{Words(TimeSpan.FromMicroseconds(now - time))} ago";

    private static string Day(long time) => $"{TimestampConversion.FromMicroseconds(time):yyyy-MM-dd}";

    private static string Words(TimeSpan time) =>
        time.TotalDays >= 2 ? $"{time.TotalDays:0.#} days"
        : time.TotalHours >= 1 ? $"{time.TotalHours:0.#} h"
        : time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0.#} min"
        : $"{time.TotalSeconds:0.#} s";
}
