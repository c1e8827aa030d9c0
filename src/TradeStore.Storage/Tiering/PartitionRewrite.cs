using TradeStore.Storage.Configuration;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>
/// Lays partitions down anew: closes them, writes the rows that count where nobody sees them yet, reads them back, and has them take the place of what was there.
/// Sealing, exporting, merging, compacting, reducing and restoring are all this; whatever ends it before the switch leaves the partitions as they were. What costs the
/// same for many as for one (closing, tables and their checkpoint, the switch) is done once for all of them; what fails for one of them alone leaves out that one.
/// </summary>
internal sealed class PartitionRewrite(TieringContext context)
{
    /// <summary>Rewrites partitions; what becomes of each is noted with its step. Rows that come meanwhile stay as they are.</summary>
    /// <param name="tasks">The steps.</param>
    /// <param name="target">Returns what a partition becomes.</param>
    /// <param name="cancellationToken">Gives all of them up.</param>
    public async Task RunAsync(IReadOnlyCollection<StepTask> tasks, Func<StepTask, RewriteTarget> target, CancellationToken cancellationToken)
    {
        var closed = await PartitionClosing.RunAsync(context, tasks, cancellationToken).ConfigureAwait(false);
        var copies = new List<PartitionCopy>();
        foreach (var (task, segments) in closed)
        {
            // One whose file is known to be damaged fails here.
            task.Try(() => copies.Add(new PartitionCopy(context, task, target(task), segments)));
        }

        var tables = new UnnamedTables(context);
        try
        {
            copies.ForEach(_ => context.Reached(TieringPoint.Closed));
            var reading = new GroupReading(context, cancellationToken);
            await PlanAsync(reading, copies).ConfigureAwait(false);
            await WriteAsync(copies, tables).ConfigureAwait(false);
            await VerifyAsync(reading, copies).ConfigureAwait(false);
            foreach (var copy in copies.Where(c => c.GoesOn))
            {
                copy.Task.Try(copy.Publish);
            }

            cancellationToken.ThrowIfCancellationRequested();
            await SwitchAsync(copies, tables).ConfigureAwait(false);
        }
        finally
        {
            await tables.DisposeAsync().ConfigureAwait(false);
            foreach (var copy in copies)
            {
                await copy.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // Those of one target have one bound.
    private static async Task PlanAsync(GroupReading reading, List<PartitionCopy> copies)
    {
        foreach (var alike in copies.GroupBy(c => c.MostRows))
        {
            await reading.AskAsync(alike, c => c.Rows, (session, table, rows) => SlicePlan.OfEach(session, table, rows, alike.Key), Plan).ConfigureAwait(false);
        }

        static Task Plan(PartitionCopy copy, IReadOnlyList<IReadOnlyList<Slice>> slices)
        {
            copy.Plan(slices[0]);
            return Task.CompletedTask;
        }
    }

    private static async Task VerifyAsync(GroupReading reading, List<PartitionCopy> copies)
    {
        await reading.AskAsync(copies.Where(c => c.HasToBeCounted), c => c.Rows, ContentReading.ReadEach, Expect).ConfigureAwait(false);
        await reading.AskAsync(copies, c => c.Written, ContentReading.ReadEach, (copy, contents) => copy.CompleteAsync(contents)).ConfigureAwait(false);

        static Task Expect(PartitionCopy copy, IReadOnlyList<SegmentContent> contents)
        {
            copy.Expect(contents[0]);
            return Task.CompletedTask;
        }
    }

    private static async Task WriteAsync(List<PartitionCopy> copies, UnnamedTables tables)
    {
        var toTables = copies.Where(c => c.GoesOn && c.IsToTable).ToList();
        var made = await tables.CreateAsync(toTables.ConvertAll(c => c.Shape)).ConfigureAwait(false);
        var tableOf = toTables.Zip(made).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var copy in copies.Where(c => c.GoesOn))
        {
            await copy.Task.TryAsync(() => copy.WriteAsync(tables, tableOf.GetValueOrDefault(copy))).ConfigureAwait(false);
        }
    }

    private async Task SwitchAsync(List<PartitionCopy> copies, UnnamedTables tables)
    {
        List<PartitionCopy> switched = [];
        await context.AskAsync(writer =>
        {
            tables.ThrowIfReopened(writer);
            switched = copies.FindAll(c => c.GoesOn && c.Task.Try(() => writer.Changes.ThrowIfGone(c.Closed.Segments)));
            if (switched.Count == 0)
            {
                return;
            }

            List<Segment> added = [.. switched.SelectMany(c => c.Built)];
            switched.ForEach(c => c.Keep());
            writer.Changes.Replace([.. switched.SelectMany(c => c.Closed.Segments)], added);
            tables.Named(added);
        }).ConfigureAwait(false);
        foreach (var copy in switched)
        {
            copy.Task.Segments = copy.Built;
            context.Reached(TieringPoint.Switched);
        }
    }
}
