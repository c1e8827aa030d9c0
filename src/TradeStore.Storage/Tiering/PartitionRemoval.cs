using System.Runtime.ExceptionServices;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>Removes partitions that are older than their table is kept; first their files go to the archive, where there is one.</summary>
internal sealed class PartitionRemoval(TieringContext context, PartitionRewrite rewrite, FreeSpace space)
{
    /// <summary>
    /// Removes partitions, all by one change of the manifest. Rows that come meanwhile open a segment of their own and stay, and so does a partition that is not due
    /// any more, or that the archive does not take.
    /// </summary>
    public async Task RunAsync(IReadOnlyCollection<StepTask> tasks, CancellationToken cancellationToken)
    {
        var due = new List<(StepTask Task, PartitionSegments Partition)>();
        foreach (var task in tasks)
        {
            await task.TryAsync(async () =>
            {
                var partition = IsDue(task.Found) && context.Archive is { } archive ? await ArchiveAsync(archive, task).ConfigureAwait(false) : task.Found;
                task.Segments = partition.Segments;
                if (IsDue(partition))
                {
                    due.Add((task, partition));
                }
            }).ConfigureAwait(false);
        }

        // No segment of them takes rows, so that there is nothing to close; where one has opened since, its rows were seen beside the others, and all stay.
        cancellationToken.ThrowIfCancellationRequested();
        await context.AskAsync(writer =>
        {
            due.RemoveAll(d => Stays(d.Task, d.Partition) || !d.Task.Try(() => writer.Changes.ThrowIfGone(d.Partition.Segments)));
            if (due.Count > 0)
            {
                writer.Changes.Replace([.. due.SelectMany(d => d.Partition.Segments)], []);
            }
        }).ConfigureAwait(false);
        foreach (var (task, _) in due)
        {
            task.Segments = [];
            context.Reached(TieringPoint.Removed);
        }
    }

    // One that is not due any more is what it is now.
    private bool Stays(StepTask task, PartitionSegments partition)
    {
        if (context.Maps.Current.Find(partition.Table, partition.Partition) is not { } now || IsDue(now))
        {
            return false;
        }

        task.Segments = now.Segments;
        return true;
    }

    private bool IsDue(PartitionSegments partition) =>
        !partition.Segments.IsEmpty && TableAging.Of(partition.Table, context.Options.Tiering).ExpireAt(partition) <= context.Now;

    private async Task<PartitionSegments> ArchiveAsync(ColdArchive archive, StepTask task)
    {
        var (partition, cancellationToken) = (task.Found, task.Progress.CancellationToken);
        if (partition.Segments.Any(s => s.Tier != Tier.Cold))
        {
            space.Fitting(task.Step, await PartitionSize.ReadAsync(context, [partition], cancellationToken).ConfigureAwait(false));
            await ArchiveStep.SupersedeAsync(context, partition).ConfigureAwait(false);
            await rewrite.RunAsync([task], _ => new RewriteTarget(Tier.Cold), cancellationToken).ConfigureAwait(false);
            if (task.Failure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            partition = partition with { Segments = [.. task.Segments] };
        }

        task.Progress.Report(TieringStage.Archiving);
        foreach (var segment in partition.Segments)
        {
            await archive.StoreAsync(segment, cancellationToken).ConfigureAwait(false);
            context.Reached(TieringPoint.Archived);
        }

        // What the archive has of it now stays for ever: nothing of it may be left on the list of what was replaced.
        await archive.SettleAsync(partition).ConfigureAwait(false);
        context.Reached(TieringPoint.Settled);
        return partition;
    }
}
