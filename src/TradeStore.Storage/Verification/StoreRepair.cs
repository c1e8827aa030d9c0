using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;

namespace TradeStore.Storage.Verification;

/// <summary>Takes damaged and missing files back from the archive.</summary>
internal sealed class StoreRepair(TieringContext context)
{
    private readonly Quarantine _quarantine = new(context);

    public async Task<RepairReport> RunAsync(CancellationToken cancellationToken)
    {
        var map = context.Maps.Current;
        var results = new List<RepairResult>();
        foreach (var segment in map.Segments(context.Catalog.All).Where(IsMeant))
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(await RunAsync(segment, cancellationToken).ConfigureAwait(false));
        }

        return new RepairReport { Results = results };
    }

    private static bool IsMeant(Segment segment) =>
        segment.Cold is { } file && (segment.IsDamaged || file.Check(segment) is not null);

    private async Task<RepairResult> RunAsync(Segment segment, CancellationToken cancellationToken)
    {
        if (await SegmentCheck.CompareAsync(segment, cancellationToken).ConfigureAwait(false) is not { } damage)
        {
            return await SealAsync(segment).ConfigureAwait(false)
                ? Result(segment, RepairOutcome.FoundInPlace, "The file lies in its place as it was written.")
                : Result(segment, RepairOutcome.NotNeeded, "The partition was replaced or removed meanwhile.");
        }

        if (context.Archive is not { } archive)
        {
            return Result(segment, RepairOutcome.NoArchive, $"The file {damage.Reason} The store has no archive (Tiering.Archive) to take it from.");
        }

        var archived = archive.FileOf(segment);
        if (!File.Exists(archived))
        {
            return Result(segment, RepairOutcome.NotInArchive, $"The file {damage.Reason} The archive does not have '{archived}'.");
        }

        var staged = Path.Combine(context.Staging, Path.GetFileName(archived));
        try
        {
            return await TakeAsync(segment, damage, archived, staged, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return DiskErrors.IsFull(exception)
                ? throw new DiskFullException("The disk has no room to take a file back from the archive.", exception)
                : Obstructed(segment, damage, exception.Message);
        }
        finally
        {
            ColdFiles.TryDelete(staged);
        }
    }

    private async Task<RepairResult> TakeAsync(Segment segment, FileDamage damage, string archived, string staged, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(context.Staging);
        File.Delete(staged);
        if (await CopyAsync(segment, archived, staged, cancellationToken).ConfigureAwait(false) is { } reason)
        {
            return Result(segment, RepairOutcome.ArchiveDamaged, $"The file {damage.Reason} The archived file '{archived}' {reason}");
        }

        // A file goes to quarantine, and so does a link; a folder is not the store's to move, nor is what lies behind a link.
        var path = segment.Cold!.Path;
        if (new FileInfo(path).LinkTarget is null && ColdFiles.LinkOf(path) is { } link)
        {
            return Obstructed(segment, damage, link);
        }

        if (new FileInfo(path).Exists && _quarantine.TryMove(segment, damage.Reason) is null)
        {
            return Obstructed(segment, damage, $"What lies in its place cannot be moved to '{context.Folder.Quarantine}'.");
        }

        ColdFiles.Publish(staged, path, context.Folder.Root);
        if (await SealAsync(segment).ConfigureAwait(false))
        {
            return Result(segment, RepairOutcome.Restored, $"The file {damage.Reason} It was taken back from '{archived}'.");
        }

        ColdFolders.Delete(context.Folder, path);
        return Result(segment, RepairOutcome.NotNeeded, "The partition was replaced or removed meanwhile.");
    }

    private static RepairResult Obstructed(Segment segment, FileDamage damage, string obstacle) => Result(
        segment, RepairOutcome.Obstructed, $"The file {damage.Reason} It cannot be put back: {obstacle} Take away what stands in the way of '{segment.Cold!.Path}', and repair again.");

    private static async Task<string?> CopyAsync(Segment segment, string archived, string staged, CancellationToken cancellationToken)
    {
        try
        {
            var hash = await FileCopy.RunAsync(archived, staged, cancellationToken).ConfigureAwait(false);
            return hash == segment.Sha256 ? null : $"is not what was written, either: its SHA-256 is {hash} instead of {segment.Sha256}.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && !DiskErrors.IsFull(exception))
        {
            return $"cannot be copied: {exception.Message}";
        }
    }

    // Returns whether the segment is still there.
    private Task<bool> SealAsync(Segment segment) => context.AskAsync(writer =>
    {
        var now = context.Maps.Current.Find(segment);
        if (now is { IsDamaged: true })
        {
            writer.Changes.Replace([now], [now with { State = SegmentState.Sealed, Damage = null, Cold = now.Cold!.Anew() }]);
        }

        return now is not null;
    });

    private static RepairResult Result(Segment segment, RepairOutcome outcome, string what) => new()
    {
        Table = segment.Table.Name,
        Partition = segment.Partition.Name,
        File = segment.File!,
        Outcome = outcome,
        What = what,
    };
}
