using System.Security.Cryptography;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>The Parquet files of a store as files: their names, and how they become durable.</summary>
internal static class ColdFiles
{
    private const int MostTries = 10;

    /// <summary>Returns the name of a segment's file within the store, with slashes; no two files ever have the same.</summary>
    public static string Name(TableSchema table, Partition partition, long segment) =>
        $"cold/{table.Name}/{partition.Name}/{segment}-{Guid.NewGuid():N}.parquet";

    /// <summary>Has what was written of a file reach the disk.</summary>
    public static void Flush(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Moves a file to its place, durably: the folders that were made on the way, too.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="to">Where it belongs.</param>
    /// <param name="root">A folder above it that is known to be durable.</param>
    /// <exception cref="IOException">It cannot be moved there, or a link is on the way.</exception>
    public static void Publish(string from, string to, string root)
    {
        var folder = Path.GetDirectoryName(to)!;
        if (LinkOf(to) is { } link)
        {
            throw new IOException($"'{to}' cannot be written: {link}");
        }

        for (var tries = 1; ; tries++)
        {
            Directory.CreateDirectory(folder);
            try
            {
                File.Move(from, to, overwrite: true);
                break;
            }
            catch (DirectoryNotFoundException) when (tries < MostTries)
            {
                // The last file that was in the folder left meanwhile, and the folder with it.
            }
        }

        for (var parent = folder; ; parent = Path.GetDirectoryName(parent)!)
        {
            DirectorySync.Flush(parent);
            if (parent.Length <= root.Length)
            {
                return;
            }
        }
    }

    /// <summary>Returns the SHA-256 of a file, in lower case.</summary>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Looks whether a segment's file is there as a whole.</summary>
    public static FileDamage? Look(string path, Segment segment)
    {
        try
        {
            return LinkOf(path) is { } link
                ? new FileDamage(FileDamageKind.Missing, $"is missing: {link}")
                : File.GetAttributes(path).HasFlag(FileAttributes.Directory)
                ? new FileDamage(FileDamageKind.Missing, "is missing: a folder stands in its place.")
                : PlainFile.IsSpecial(path)
                ? new FileDamage(FileDamageKind.Missing, "is missing: what stands in its place is no file.")
                : segment.Bytes is { } bytes && new FileInfo(path).Length is var length && length != bytes
                ? new FileDamage(FileDamageKind.WrongSize, $"has {length:N0} bytes instead of {bytes:N0}.")
                : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileDamage(FileDamageKind.Missing, "is missing.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(exception);
        }
    }

    /// <summary>Says which is a link of a file, its folder and the one above, that of a table: the store follows none within its folder.</summary>
    public static string? LinkOf(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return Array.Find([Path.GetDirectoryName(folder)!, folder, path], p => new FileInfo(p).LinkTarget is not null) is { } link
            ? $"a link stands in the place of {(link == path ? "the file" : $"the folder '{Path.GetFileName(link)}'")}, and the store follows none."
            : null;
    }

    /// <summary>Tells of a file that has another SHA-256 than the manifest says.</summary>
    public static FileDamage WrongChecksum(Segment segment, string hash) =>
        new(FileDamageKind.WrongChecksum, $"is not what was written: its SHA-256 is {hash} instead of {segment.Sha256}.");

    /// <summary>Tells of a file that the system does not let us read.</summary>
    public static FileDamage Unreadable(Exception exception) => new(FileDamageKind.Unreadable, $"cannot be read: {exception.Message}");

    /// <summary>Reads a segment's file to its end and compares its SHA-256 with the manifest's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="isStopped">Tells when to give up; nothing is known to be wrong then.</param>
    public static FileDamage? Compare(string path, Segment segment, Func<bool> isStopped)
    {
        if (Look(path, segment) is { } damage)
        {
            return damage;
        }

        try
        {
            return Sha256(path, isStopped) is { } hash && hash != segment.Sha256
                ? WrongChecksum(segment, hash)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(exception);
        }
    }

    /// <summary>Returns the SHA-256 of a file, in lower case; <see langword="null"/> when it was given up.</summary>
    public static string? Sha256(string path, Func<bool> isStopped)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        while (file.Read(buffer) is > 0 and var read)
        {
            if (isStopped())
            {
                return null;
            }

            hash.AppendData(buffer.AsSpan(0, read));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Deletes a file that the store has made; what cannot be deleted now is told when the store is opened again. A link, and what lies behind one, stays.</summary>
    public static bool TryDelete(string path)
    {
        try
        {
            if (LinkOf(path) is not null)
            {
                return false;
            }

            File.Delete(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
