using TradeStore.Schema;
using TradeStore.Tiers;

namespace TradeStore.Tiering;

/// <summary>Closes a partition for rewriting: what it holds then changes no more, and rows that come open a new segment.</summary>
internal static class PartitionClosing
{
    // Each time rows of the partition may have come in between; such partitions are past, so that hardly any do.
    private const int MostTries = 100;

    /// <summary>Closes a partition and returns its segments; <see langword="null"/> when it is not there.</summary>
    public static async Task<PartitionSegments?> RunAsync(TieringContext context, TableSchema table, Partition partition, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var flushed = Task.CompletedTask;
            var closed = await context.AskAsync(writer =>
            {
                if (writer.Changes.TryClose(table, partition) is { } segments)
                {
                    return segments;
                }

                flushed = context.Maps.Current.Find(table, partition) is null ? flushed : writer.FlushAsync(table, partition);
                return null;
            }).ConfigureAwait(false);
            if (closed is not null || context.Maps.Current.Find(table, partition) is null)
            {
                return closed;
            }

            await flushed.ConfigureAwait(false);
        }

        throw new Errors.TradeStoreException(
            Errors.TradeStoreErrorCode.WriteConflict,
            $"Rows of the partition {partition.Name} of '{table.Name}' come all the time, so that it could not be closed; it is tried again next time.");
    }
}
