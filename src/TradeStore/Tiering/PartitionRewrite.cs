using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Reading;
using TradeStore.Schema;
using TradeStore.Tiers;

namespace TradeStore.Tiering;

/// <summary>
/// Lays a partition down anew: closes it, writes the rows that count where nobody sees them yet, reads them back, and has them take the place of what was there.
/// Sealing, exporting, merging, compacting, reducing and restoring are all this; whatever ends it before the switch leaves the partition as it was.
/// </summary>
internal sealed class PartitionRewrite(TieringContext context)
{
    /// <summary>Rewrites a partition.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="target">What it becomes.</param>
    /// <param name="progress">Who is told.</param>
    /// <returns>The segments that the partition has then, apart from rows that came meanwhile.</returns>
    /// <exception cref="StoreCorruptException">A segment is damaged, or what was written is not what was read.</exception>
    public async Task<IReadOnlyList<Segment>> RunAsync(TableSchema table, Partition partition, RewriteTarget target, StepProgress progress)
    {
        if (await PartitionClosing.RunAsync(context, table, partition, progress.CancellationToken).ConfigureAwait(false) is not { } closed)
        {
            return [];
        }

        context.Reached(TieringPoint.Closed);
        var rows = new SourceRows(closed, target.Reduction);
        var slices = await ReadAsync(session => SlicePlan.Of(session, table, rows.All, target.Tier == Tier.Cold ? context.Options.Tiering.FileRows : context.Options.Tiering.SliceRows), progress).ConfigureAwait(false);
        progress.Planned(slices.Sum(s => s.Rows));
        var shape = Shape(closed, target);
        ISegmentBuild build = target.Tier == Tier.Cold ? new FileBuild(context, shape) : new TableBuild(context, shape);
        await using (build.ConfigureAwait(false))
        {
            foreach (var slice in slices)
            {
                var bytes = await build.WriteAsync(rows.Ordered(slice), slice, progress.CancellationToken).ConfigureAwait(false);
                progress.Written(slice.Rows, bytes);
                context.Reached(TieringPoint.SliceWritten);
            }

            context.Reached(TieringPoint.Built);
            progress.Report(TieringStage.Verifying);
            var expected = await ExpectedAsync(closed, rows, progress).ConfigureAwait(false);
            var built = slices.Count == 0 ? [] : await build.ReadBackAsync(slices, progress.CancellationToken).ConfigureAwait(false);
            Compare(table, partition, expected, built);
            context.Reached(TieringPoint.Verified);
            return await build.SwitchAsync(closed.Segments, built, progress.CancellationToken).ConfigureAwait(false);
        }
    }

    private static Segment Shape(PartitionSegments closed, RewriteTarget target) => new(Id: 0, closed.Table, closed.Partition, Location: "", IsTimeOrdered: false)
    {
        Tier = target.Tier,
        State = SegmentState.Sealed,
        Generation = closed.Segments[^1].Generation,
        IsClustered = true,
        IsReduced = target.Reduction is not null || closed.Segments.All(s => s.IsReduced),
        WrittenAt = closed.Segments.Max(s => s.WrittenAt),
        WarmUntil = target.WarmUntil,
    };

    private static void Compare(TableSchema table, Partition partition, SegmentContent expected, IReadOnlyList<Segment> built)
    {
        var actual = built.Count == 0 ? expected with { Rows = 0 } : ContentReading.Sum([.. built.Select(s => s.Content!)]);
        if (ContentReading.Difference(table, expected, actual) is { } difference)
        {
            throw new StoreCorruptException(
                $"What was written of the partition {partition.Name} of '{table.Name}' is not what was read: {difference} It was given up; the partition is as it was.",
                [$"{table.Name} {partition.Name}: {difference}"]);
        }
    }

    // What was counted when a segment was made is what it has to hold still: the comparison sees damage that came since, too.
    private async Task<SegmentContent> ExpectedAsync(PartitionSegments closed, SourceRows rows, StepProgress progress)
    {
        var table = closed.Table;
        var isCounted = !closed.HasGenerations && rows.IsWhole
            && closed.Segments.All(s => s.ColumnCount == table.Columns.Count && s.Former.Count == 0 && s.Content is { } content && content.HashedBy == ContentReading.Engine);
        var counted = isCounted ? ContentReading.Sum([.. closed.Segments.Select(s => s.Content!)]) : null;
        if (counted is { RowHash: not null })
        {
            return counted;
        }

        var read = await ReadAsync(session => ContentReading.Read(session, table, rows.All, table.Columns.Count, byColumn: isCounted), progress).ConfigureAwait(false);
        return counted is not null && ContentReading.Difference(table, counted, read) is { } difference
            ? throw new StoreCorruptException(
                $"The partition {closed.Partition.Name} of '{table.Name}' does not hold what it was counted to hold: {difference} It stays as it is.",
                [$"{table.Name} {closed.Partition.Name}: {difference}"])
            : read;
    }

    private Task<T> ReadAsync<T>(Func<DuckDbSession, T> read, StepProgress progress) => context.RunAsync(read, progress.CancellationToken);
}
