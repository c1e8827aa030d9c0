using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>Copies the files of a partition to the archive, where there is one.</summary>
internal static class ArchiveStep
{
    /// <summary>Copies what the archive lacks, and then deletes there what was replaced.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive is missing, has no room, or cannot be written.</exception>
    public static async Task<IReadOnlyList<Segment>> RunAsync(TieringContext context, PartitionSegments partition, StepProgress progress)
    {
        // Pinned: what a step of another run replaces meanwhile stays until it is copied.
        using var pin = context.Maps.Pin();
        if (context.Archive is not { } archive || pin.Map.Find(partition.Table, partition.Partition) is not { } segments)
        {
            return [];
        }

        progress.Report(TieringStage.Archiving);
        var files = Files(segments);
        foreach (var segment in files.Where(s => !archive.Has(s)))
        {
            await archive.StoreAsync(segment, progress.CancellationToken).ConfigureAwait(false);
            progress.Written(segment.Content?.Rows ?? 0, segment.Bytes ?? 0);
            context.Reached(TieringPoint.Archived);
        }

        await archive.SettleAsync(segments).ConfigureAwait(false);
        context.Reached(TieringPoint.Settled);
        return files;
    }

    /// <summary>Notes, before a partition is laid down anew, which copies that will make superfluous. Without an archive at hand they stay there.</summary>
    public static async Task SupersedeAsync(TieringContext context, PartitionSegments partition)
    {
        if (context.Archive is { } archive)
        {
            try
            {
                await archive.SupersedeAsync(Files(partition)).ConfigureAwait(false);
                context.Reached(TieringPoint.Superseded);
            }
            catch (ArchiveUnavailableException)
            {
                // Copying them will say so; a copy too many does no harm.
            }
        }
    }

    private static List<Segment> Files(PartitionSegments partition) => [.. partition.Segments.Where(s => s is { File: not null, State: SegmentState.Sealed })];
}
