using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>Closes partitions for rewriting: what they hold then changes no more, and rows that come open a new segment.</summary>
internal static class PartitionClosing
{
    // Each time rows of the partition may have come in between; such partitions are past, so that hardly any do.
    private const int MostTries = 100;

    /// <summary>Closes the partitions of steps, all that can be by one change of the manifest, and returns their segments; without those that are not there.</summary>
    public static async Task<IReadOnlyList<(StepTask Task, PartitionSegments Closed)>> RunAsync(
        TieringContext context, IReadOnlyCollection<StepTask> tasks, CancellationToken cancellationToken)
    {
        var closed = new Dictionary<StepTask, PartitionSegments>();
        List<StepTask> left = [.. tasks];
        for (var tries = 0; left.Count > 0 && tries < MostTries; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var flushed = new List<Task>();
            await context.AskAsync(writer =>
            {
                var segments = writer.Changes.TryClose(left.ConvertAll(task => task.Found));
                foreach (var (task, now) in left.Zip(segments))
                {
                    if (now is not null)
                    {
                        closed.Add(task, now);
                    }
                    else if (IsThere(context, task))
                    {
                        flushed.Add(writer.FlushAsync(task.Found.Table, task.Found.Partition));
                    }
                }
            }).ConfigureAwait(false);
            left.RemoveAll(task => closed.ContainsKey(task) || !IsThere(context, task));
            await Task.WhenAll(flushed).ConfigureAwait(false);
        }

        left.ForEach(task => task.Try(() => throw new TradeStoreException(
            TradeStoreErrorCode.WriteConflict,
            $"Rows of the partition {task.Step.Partition} of '{task.Step.Table}' come all the time, so that it could not be closed; it is tried again next time.")));
        return [.. tasks.Where(closed.ContainsKey).Select(task => (task, closed[task]))];
    }

    private static bool IsThere(TieringContext context, StepTask task) => context.Maps.Current.Find(task.Found.Table, task.Found.Partition) is not null;
}
