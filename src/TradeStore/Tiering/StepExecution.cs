using TradeStore.Schema;
using TradeStore.Tiers;

namespace TradeStore.Tiering;

/// <summary>Does one step.</summary>
internal sealed class StepExecution
{
    private readonly TieringContext _context;
    private readonly PartitionRewrite _rewrite;
    private readonly PartitionRemoval _removal;
    private readonly FreeSpace _space;

    public StepExecution(TieringContext context)
    {
        _context = context;
        _rewrite = new PartitionRewrite(context);
        _space = new FreeSpace(context);
        _removal = new PartitionRemoval(context, _rewrite, _space);
    }

    /// <summary>Does a step and returns the segments that the partition has then.</summary>
    /// <param name="step">The step.</param>
    /// <param name="target">What the partition becomes, where the action does not say.</param>
    /// <param name="progress">Who is told.</param>
    /// <exception cref="Errors.DiskFullException">Less room would be left than is to be left free; nothing was begun.</exception>
    public async Task<IReadOnlyList<Segment>> RunAsync(TieringStep step, RewriteTarget? target, StepProgress progress)
    {
        var (table, partition) = Find(step);
        if (_context.Maps.Current.Find(table, partition) is not { } found)
        {
            return [];
        }

        switch (step.Action)
        {
            case TieringAction.Retain:
                return await _removal.RunAsync(step, found, progress).ConfigureAwait(false);
            case TieringAction.Archive:
                return await ArchiveStep.RunAsync(_context, found, progress).ConfigureAwait(false);
            default:
                await _space.ThrowIfLowAsync(step, found, progress.CancellationToken).ConfigureAwait(false);
                await ArchiveStep.SupersedeAsync(_context, found).ConfigureAwait(false);
                return await _rewrite.RunAsync(table, partition, target ?? Target(step, found), progress).ConfigureAwait(false);
        }
    }

    private RewriteTarget Target(TieringStep step, PartitionSegments partition)
    {
        var tier = step.Action switch
        {
            TieringAction.Seal or TieringAction.Restore => Tier.Warm,
            TieringAction.Export or TieringAction.Compact => Tier.Cold,

            // Where the older rows are.
            _ => partition.Segments[0].Tier,
        };
        return new RewriteTarget(tier)
        {
            WarmUntil = tier == Tier.Warm ? partition.Segments.Max(s => s.WarmUntil) : null,
            Reduction = TableAging.Of(partition.Table, _context.Options.Tiering).ReductionAt(partition, _context.Now),
        };
    }

    private (TableSchema Table, Partition Partition) Find(TieringStep step) => _context.Catalog.TryGet(step.Table, out var table)
        ? (table, Partition.Parse(table.Span, step.Partition))
        : throw new ArgumentException($"There is no table '{step.Table}'.", nameof(step));
}
