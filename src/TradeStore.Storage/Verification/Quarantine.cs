using TradeStore.Storage.Files;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Verification;

/// <summary>Takes damaged files out of the way.</summary>
internal sealed class Quarantine(TieringContext context)
{
    /// <summary>
    /// Has the manifest say that a segment is damaged, and then moves its file. Between the two, and if a crash undoes the first, reads of it fail all the same.
    /// </summary>
    /// <returns>Where the file is then, within the store; <see langword="null"/> when it was not moved: the segment has left, or the system does not allow it.</returns>
    public async Task<string?> TakeAsync(Segment segment, string reason)
    {
        var isThere = await context.AskAsync(writer =>
        {
            if (context.Maps.Current.Find(segment) is not { } now)
            {
                return false;
            }

            if (now.State != SegmentState.Damaged)
            {
                writer.Changes.Replace([now], [now with { State = SegmentState.Damaged, Damage = reason }]);
            }

            return true;
        }).ConfigureAwait(false);
        return isThere ? TryMove(segment, reason) : null;
    }

    /// <summary>Moves a segment's file, with the reason beside it.</summary>
    public string? TryMove(Segment segment, string reason)
    {
        try
        {
            return context.Folder.Relative(new QuarantineFolder(context.Folder.Quarantine, context.Clock).Take(
                context.Folder.Full(segment.File!), $"{segment.File}, of the partition {segment.Partition.Name} of '{segment.Table.Name}', {reason}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It stays where it is, and nothing reads it.
            return null;
        }
    }
}
