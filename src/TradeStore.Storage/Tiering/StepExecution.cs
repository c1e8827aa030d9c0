using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiering;

/// <summary>Does steps.</summary>
internal sealed class StepExecution
{
    private readonly TieringContext _context;
    private readonly PartitionRewrite _rewrite;
    private readonly PartitionRemoval _removal;
    private readonly StepGroup _group;

    public StepExecution(TieringContext context)
    {
        var space = new FreeSpace(context);
        _context = context;
        _rewrite = new PartitionRewrite(context);
        _removal = new PartitionRemoval(context, _rewrite, space);
        _group = new StepGroup(context, space);
    }

    /// <summary>Returns a step as one that can be done.</summary>
    public StepTask Of(TieringStep step, StepProgress progress)
    {
        var (table, partition) = Find(step);
        return new StepTask(step, _context.Maps.Current.Find(table, partition), progress);
    }

    /// <summary>Returns those of some steps, beginning with the first, that are done together.</summary>
    /// <exception cref="Errors.DiskFullException">Less room would be left than is to be left free; nothing was begun.</exception>
    public Task<IReadOnlyList<StepTask>> TogetherAsync(IReadOnlyList<StepTask> tasks, CancellationToken cancellationToken) => _group.OfAsync(tasks, cancellationToken);

    /// <summary>Does steps with one action together; how each ended is noted with it.</summary>
    /// <param name="tasks">The steps.</param>
    /// <param name="target">What the partitions become, where the action does not say.</param>
    /// <param name="cancellationToken">Gives all of them up.</param>
    public async Task RunAsync(IReadOnlyList<StepTask> tasks, RewriteTarget? target, CancellationToken cancellationToken)
    {
        var there = tasks.Where(task => task.IsThere).ToList();
        switch (tasks[0].Step.Action)
        {
            case TieringAction.Expire:
                await _removal.RunAsync(there, cancellationToken).ConfigureAwait(false);
                break;
            case TieringAction.Archive:
                foreach (var task in there)
                {
                    await task.TryAsync(async () => task.Segments = await ArchiveStep.RunAsync(_context, task.Found, task.Progress).ConfigureAwait(false)).ConfigureAwait(false);
                }

                break;
            default:
                foreach (var task in there)
                {
                    await ArchiveStep.SupersedeAsync(_context, task.Found).ConfigureAwait(false);
                }

                await _rewrite.RunAsync(there, task => target ?? Target(task), cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private RewriteTarget Target(StepTask task)
    {
        var partition = task.Found;
        var tier = task.Step.Action switch
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
