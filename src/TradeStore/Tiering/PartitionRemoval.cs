using TradeStore.Errors;
using TradeStore.Tiers;

namespace TradeStore.Tiering;

/// <summary>Removes a partition that is older than its table is kept; first its files go to the archive, where there is one.</summary>
internal sealed class PartitionRemoval(TieringContext context, PartitionRewrite rewrite, FreeSpace space)
{
    /// <summary>Removes a partition. Rows that come meanwhile open a segment of their own and stay, and so does a partition that is not due any more.</summary>
    /// <returns>What the partition has then.</returns>
    /// <exception cref="TradeStoreException">The archive does not take it; nothing was removed.</exception>
    public async Task<IReadOnlyList<Segment>> RunAsync(TieringStep step, PartitionSegments partition, StepProgress progress)
    {
        var aging = TableAging.Of(partition.Table, context.Options.Tiering);
        if (!IsDue(aging, partition))
        {
            return partition.Segments;
        }

        if (context.Archive is { } archive)
        {
            partition = await ArchiveAsync(archive, step, partition, progress).ConfigureAwait(false);
            if (!IsDue(aging, partition))
            {
                return partition.Segments;
            }
        }

        // No segment of it takes rows, so that there is nothing to close; where one has opened since, its rows were seen beside the others, and all stay.
        progress.CancellationToken.ThrowIfCancellationRequested();
        var kept = await context.AskAsync<IReadOnlyList<Segment>>(writer =>
        {
            if (context.Maps.Current.Find(partition.Table, partition.Partition) is { } now && !IsDue(aging, now))
            {
                return now.Segments;
            }

            writer.Changes.Replace(partition.Segments, []);
            return [];
        }).ConfigureAwait(false);
        if (kept.Count == 0)
        {
            context.Reached(TieringPoint.Removed);
        }

        return kept;
    }

    private bool IsDue(TableAging aging, PartitionSegments partition) => !partition.Segments.IsEmpty && aging.RetainAt(partition) <= context.Now;

    private async Task<PartitionSegments> ArchiveAsync(ColdArchive archive, TieringStep step, PartitionSegments partition, StepProgress progress)
    {
        if (partition.Segments.Any(s => s.Tier != Tier.Cold))
        {
            await space.ThrowIfLowAsync(step, partition, progress.CancellationToken).ConfigureAwait(false);
            await ArchiveStep.SupersedeAsync(context, partition).ConfigureAwait(false);
            var built = await rewrite.RunAsync(partition.Table, partition.Partition, new RewriteTarget(Tier.Cold), progress).ConfigureAwait(false);
            partition = partition with { Segments = [.. built] };
        }

        progress.Report(TieringStage.Archiving);
        foreach (var segment in partition.Segments)
        {
            await archive.StoreAsync(segment, progress.CancellationToken).ConfigureAwait(false);
            context.Reached(TieringPoint.Archived);
        }

        // What the archive has of it now stays for ever: nothing of it may be left on the list of what was replaced.
        await archive.SettleAsync(partition).ConfigureAwait(false);
        context.Reached(TieringPoint.Settled);
        return partition;
    }
}
