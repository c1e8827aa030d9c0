using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Tiering;

/// <summary>Sees to it that tiering leaves room on the disk for what is written meanwhile.</summary>
internal sealed class FreeSpace(TieringContext context)
{
    /// <summary>Returns how many partitions, from the first, can be laid down anew together: for a while they are there twice.</summary>
    /// <param name="step">The step of the first.</param>
    /// <param name="sizes">What they take.</param>
    /// <exception cref="DiskFullException">Less would be left free than is to be, by the first alone.</exception>
    public int Fitting(TieringStep step, IReadOnlyList<PartitionSize> sizes)
    {
        var options = context.Options.Tiering;
        if ((options.Disk is { } disk ? disk() : DiskSpace.Of(context.Folder.Root)) is not { } space)
        {
            return sizes.Count;
        }

        var part = (long)(space.Total * options.MinimumFreeFraction);
        var floor = space.Total > 0 ? Math.Min(options.MinimumFreeSpace, part) : options.MinimumFreeSpace;
        if (space.Free - sizes[0].Bytes < floor)
        {
            var lower = floor == options.MinimumFreeSpace ? "MinimumFreeSpace" : "MinimumFreeFraction";
            throw new DiskFullException(
                $"The disk has {space.Free:N0} bytes free. To {step.Action.ToString().ToLowerInvariant()} the partition {step.Partition} of '{step.Table}' takes about {sizes[0].Bytes:N0}, "
                + $"and {floor:N0} are left free (Tiering.{lower}). Nothing was begun; free some space, and it is done next time.");
        }

        var left = space.Free;
        return sizes.TakeWhile(size => (left -= size.Bytes) >= floor).Count();
    }
}
