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

        if (context.Options.Tiering.Archive is not null)
        {
            partition = await ArchiveAsync(step, partition, progress).ConfigureAwait(false);
            if (!IsDue(aging, partition))
            {
                return partition.Segments;
            }
        }

        // No segment of it takes rows, so that there is nothing to close.
        progress.CancellationToken.ThrowIfCancellationRequested();
        await context.AskAsync(writer =>
        {
            writer.Changes.Replace(partition.Segments, []);
            return true;
        }).ConfigureAwait(false);
        context.Reached(TieringPoint.Removed);
        return [];
    }

    private bool IsDue(TableAging aging, PartitionSegments partition) => !partition.Segments.IsEmpty && aging.RetainAt(partition) <= TieringPlanner.Now(context.Clock);

    private async Task<PartitionSegments> ArchiveAsync(TieringStep step, PartitionSegments partition, StepProgress progress)
    {
        var archive = context.Archive ?? throw new TradeStoreException(
            TradeStoreErrorCode.InvalidConfiguration, $"Tiering.Archive is '{context.Options.Tiering.Archive}', and there is no archive; nothing was removed.");
        if (partition.Segments.Any(s => s.Tier != Tier.Cold))
        {
            await space.ThrowIfLowAsync(step, partition, progress.CancellationToken).ConfigureAwait(false);
            await ArchiveStep.SupersedeAsync(context, partition.Table, partition.Partition).ConfigureAwait(false);
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
