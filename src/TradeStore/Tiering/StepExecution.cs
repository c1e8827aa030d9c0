using TradeStore.Schema;
using TradeStore.Tiers;

namespace TradeStore.Tiering;

/// <summary>Does one step.</summary>
internal sealed class StepExecution(TieringContext context)
{
    private readonly PartitionRewrite _rewrite = new(context);

    /// <summary>Does a step and returns the segments that the partition has then.</summary>
    /// <param name="step">The step.</param>
    /// <param name="target">What the partition becomes, where the action does not say.</param>
    /// <param name="progress">Who is told.</param>
    public async Task<IReadOnlyList<Segment>> RunAsync(TieringStep step, RewriteTarget? target, StepProgress progress)
    {
        var (table, partition) = Find(step);
        if (step.Action == TieringAction.Archive)
        {
            return await ArchiveStep.RunAsync(context, table, partition, progress).ConfigureAwait(false);
        }

        await ArchiveStep.SupersedeAsync(context, table, partition).ConfigureAwait(false);
        return await _rewrite.RunAsync(table, partition, target ?? Target(step, table, partition), progress).ConfigureAwait(false);
    }

    private RewriteTarget Target(TieringStep step, TableSchema table, Partition partition)
    {
        var segments = context.Maps.Current.Find(table, partition)?.Segments ?? [];
        return step.Action switch
        {
            TieringAction.Seal or TieringAction.Restore => new RewriteTarget(Tier.Warm),
            TieringAction.Export or TieringAction.Compact => new RewriteTarget(Tier.Cold),

            // Where the older rows are.
            _ => new RewriteTarget(segments.IsEmpty ? Tier.Warm : segments[0].Tier) { WarmUntil = segments.Max(s => s.WarmUntil) },
        };
    }

    private (TableSchema Table, Partition Partition) Find(TieringStep step) => context.Catalog.TryGet(step.Table, out var table)
        ? (table, Partition.Parse(table.Span, step.Partition))
        : throw new ArgumentException($"There is no table '{step.Table}'.", nameof(step));
}
