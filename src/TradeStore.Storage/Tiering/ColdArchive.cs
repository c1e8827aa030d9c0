using System.Collections.Concurrent;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;

namespace TradeStore.Storage.Tiering;

/// <summary>
/// Copies of cold files in a folder outside the store: <c>&lt;table&gt;/&lt;partition&gt;/&lt;file&gt;</c>, each with its SHA-256 beside it as <c>sha256sum</c> writes it.
/// A copy is there only when it was read back and is right. One thread at a time writes.
/// </summary>
/// <param name="root">The archive folder. It is never made: where it is missing a disk may not be mounted.</param>
/// <param name="store">The store's folder.</param>
/// <param name="reached">Told where a step is.</param>
internal sealed class ColdArchive(string root, StoreFolder store, Action<TieringPoint> reached)
{
    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);

    /// <summary>Returns where a segment's copy lies, or would.</summary>
    public string FileOf(Segment segment) => Path.Combine(FolderOf(segment), Path.GetFileName(store.Full(segment.File!)));

    /// <summary>Tells whether the archive has a segment's file, by a look at names, length and recorded SHA-256.</summary>
    public bool Has(Segment segment) => _seen.ContainsKey(segment.File!) || (Look(segment) && _seen.TryAdd(segment.File!, true));

    /// <summary>Copies a segment's file; where the copy is there already, it is read and compared.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive is missing, has no room, or cannot be written.</exception>
    /// <exception cref="StoreCorruptException">The store's own file is not what was written.</exception>
    public Task StoreAsync(Segment segment, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        ThrowIfMissing();
        var target = FileOf(segment);
        if (!(Look(segment) && await Task.Run(() => ColdFiles.Sha256(target, () => cancellationToken.IsCancellationRequested), cancellationToken).ConfigureAwait(false) == segment.Sha256))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await CopyAsync(segment, target, cancellationToken).ConfigureAwait(false);
        }

        _seen.TryAdd(segment.File!, true);
    });

    /// <summary>Notes that segments are about to be replaced: their copies are deleted by <see cref="SettleAsync"/> once they are.</summary>
    public Task SupersedeAsync(IReadOnlyCollection<Segment> segments) => segments.Count == 0 ? Task.CompletedTask : GuardAsync(() =>
    {
        ThrowIfMissing();
        var folder = Directory.CreateDirectory(FolderOf(segments.First())).FullName;
        Supersession.Write(folder, Supersession.Read(folder).Union(segments.Select(s => Path.GetFileName(FileOf(s))), StringComparer.Ordinal));
        return Task.CompletedTask;
    });

    /// <summary>Tells whether no copies of a segment's partition may be left that were replaced.</summary>
    public bool IsSettled(Segment segment) => !Supersession.Exists(FolderOf(segment));

    /// <summary>Deletes the copies that were replaced, once the archive has everything that took their place.</summary>
    public Task SettleAsync(PartitionSegments partition) => GuardAsync(() =>
    {
        var (folder, files) = (FolderOf(partition.Segments[0]), partition.Segments.Where(s => s.File is not null).ToList());
        if (files.Count == 0 || !files.TrueForAll(Look))
        {
            return Task.CompletedTask;
        }

        foreach (var name in Supersession.Read(folder).Except(files.Select(s => Path.GetFileName(FileOf(s))), StringComparer.Ordinal))
        {
            File.Delete(Path.Combine(folder, name));
            File.Delete(SumOf(Path.Combine(folder, name)));
            reached(TieringPoint.CopyDeleted);
        }

        Supersession.Remove(folder);
        return Task.CompletedTask;
    });

    private static string SumOf(string file) => $"{file}.sha256";

    private static string Sum(Segment segment, string file) => $"{segment.Sha256}  {Path.GetFileName(file)}\n";

    private string FolderOf(Segment segment) => Path.Combine(root, segment.Table.Name, segment.Partition.Name);

    private bool Look(Segment segment)
    {
        var file = FileOf(segment);
        // Links are the owner's business here: the archive is none of the store's own folders.
        return Length(file) == segment.Bytes && PlainFile.IsAt(SumOf(file)) && string.Equals(File.ReadAllText(SumOf(file)), Sum(segment, file), StringComparison.Ordinal);
    }

    private static long? Length(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenHandle(path);
        return RandomAccess.GetLength(file);
    }

    private async Task CopyAsync(Segment segment, string target, CancellationToken cancellationToken)
    {
        var source = store.Full(segment.File!);
        if (segment.Cold!.Check(segment) is { } damage)
        {
            throw ColdDamage.Error(segment, damage.Reason);
        }

        Directory.CreateDirectory(FolderOf(segment));
        var unfinished = $"{target}.unfinished";
        try
        {
            var read = await FileCopy.RunAsync(source, unfinished, cancellationToken).ConfigureAwait(false);
            if (read != segment.Sha256)
            {
                throw ColdDamage.Error(segment, segment.Cold!.Note(ColdFiles.WrongChecksum(segment, read)).Reason);
            }

            if (await ColdFiles.Sha256Async(unfinished, cancellationToken).ConfigureAwait(false) is var written && written != read)
            {
                throw new ArchiveUnavailableException(root, $"What was copied to '{unfinished}' is not what is read there: its SHA-256 is {written} instead of {read}. Look after the archive's disk.");
            }

            ColdFiles.Publish(unfinished, target, root);
            reached(TieringPoint.Copied);
            File.WriteAllText(unfinished, Sum(segment, target));
            ColdFiles.Flush(unfinished);
            ColdFiles.Publish(unfinished, SumOf(target), root);
        }
        finally
        {
            ColdFiles.TryDelete(unfinished);
        }
    }

    private void ThrowIfMissing()
    {
        if (!Directory.Exists(root))
        {
            throw new ArchiveUnavailableException(root, $"The archive folder '{root}' (Tiering.Archive) is not there. It is not made by itself, since its disk may not be mounted: make it or mount it.");
        }
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var what = DiskErrors.IsFull(exception) ? "has no room" : "cannot be written";
            throw new ArchiveUnavailableException(root, $"The archive folder '{root}' (Tiering.Archive) {what}: {exception.Message} Nothing was removed; it is tried again next time.", exception);
        }
    }
}
