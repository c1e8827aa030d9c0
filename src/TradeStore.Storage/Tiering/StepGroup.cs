using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Tiering;

/// <summary>Which steps are done together: most of what a small partition costs is the same for many as for one.</summary>
/// <param name="context">What tiering needs.</param>
/// <param name="space">The room on the disk.</param>
internal sealed class StepGroup(TieringContext context, FreeSpace space)
{
    /// <summary>The most partitions: the writer is kept waiting for no more than they take.</summary>
    public const int MostPartitions = 64;

    // What is larger gains nothing, and the next look at what is due, at the time and at the disk would come late.
    private const long MostRows = TableSize.RowGroup;

    /// <summary>Returns those of some steps, beginning with the first, that are done together; the first always is.</summary>
    /// <param name="tasks">Steps with one action.</param>
    /// <param name="cancellationToken">Stops counting.</param>
    /// <exception cref="Errors.DiskFullException">Less room would be left than is to be left free; nothing was begun.</exception>
    public async Task<IReadOnlyList<StepTask>> OfAsync(IReadOnlyList<StepTask> tasks, CancellationToken cancellationToken)
    {
        var there = tasks.TakeWhile(task => task.IsThere).ToList();
        var count = there.Count == 0 ? 1 : tasks[0].Step.Action switch
        {
            TieringAction.Archive => 1,
            TieringAction.Expire => there.TakeWhile(IsInArchive).Count(),
            _ => await FittingAsync(there, cancellationToken).ConfigureAwait(false),
        };
        return [.. tasks.Take(Math.Max(count, 1))];
    }

    // Copying takes as long as it takes, and a partition that is not in files yet is exported before.
    private bool IsInArchive(StepTask task) => context.Archive is not { } archive || task.Found.Segments.All(s => s.File is not null && archive.Has(s) && archive.IsSettled(s));

    private async Task<int> FittingAsync(List<StepTask> there, CancellationToken cancellationToken)
    {
        var sizes = await PartitionSize.ReadAsync(context, there.ConvertAll(task => task.Found), cancellationToken).ConfigureAwait(false);
        var rows = 0L;
        var small = sizes.TakeWhile(size => (rows += size.Rows) <= MostRows).Count();
        return Math.Min(small, space.Fitting(there[0].Step, sizes));
    }
}
