using TradeStore.Diagnostics;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Tiers;

namespace TradeStore.Tiering;

/// <summary>Sees to it that tiering leaves room on the disk for what is written meanwhile.</summary>
internal sealed class FreeSpace(TieringContext context)
{
    // What a row takes where nobody has counted; most tables' rows take less.
    private const long BytesPerRow = 64;

    /// <summary>Checks that a partition can be laid down anew: for a while it is there twice.</summary>
    /// <exception cref="DiskFullException">Less would be left free than is to be.</exception>
    public async Task ThrowIfLowAsync(TieringStep step, PartitionSegments partition, CancellationToken cancellationToken)
    {
        var options = context.Options.Tiering;
        if ((options.Disk is { } disk ? disk() : DiskSpace.Of(context.Folder.Root)) is not { } space)
        {
            return;
        }

        var part = (long)(space.Total * options.MinimumFreeFraction);
        var floor = space.Total > 0 ? Math.Min(options.MinimumFreeSpace, part) : options.MinimumFreeSpace;
        var needed = await context.RunAsync(session => partition.Segments.Sum(s => Bytes(session, s)), cancellationToken).ConfigureAwait(false);
        if (space.Free - needed < floor)
        {
            var lower = floor == options.MinimumFreeSpace ? "MinimumFreeSpace" : "MinimumFreeFraction";
            throw new DiskFullException(
                $"The disk has {space.Free:N0} bytes free. To {step.Action.ToString().ToLowerInvariant()} the partition {step.Partition} of '{step.Table}' takes about {needed:N0}, "
                + $"and {floor:N0} are left free (Tiering.{lower}). Nothing was begun; free some space, and it is done next time.");
        }
    }

    private static long Bytes(DuckDbSession session, Segment segment) =>
        segment.Bytes ?? (BytesPerRow * (segment.Content?.Rows ?? session.QueryScalar<long>($"SELECT count(*) FROM {segment.Location}")));
}
