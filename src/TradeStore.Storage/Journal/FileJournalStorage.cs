using Microsoft.Win32.SafeHandles;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Journal;

/// <summary>The journal's folder on the real disk.</summary>
internal sealed class FileJournalStorage : IJournalStorage
{
    private readonly string _folder;
    private readonly QuarantineFolder _quarantine;

    /// <summary>Nothing is made or changed before the first file is.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="quarantine">Where goes what is in the way; a folder beside it when <see langword="null"/>.</param>
    public FileJournalStorage(string folder, QuarantineFolder? quarantine = null)
    {
        _folder = Path.GetFullPath(folder);
        _quarantine = quarantine ?? new QuarantineFolder(Path.Combine(Path.GetDirectoryName(_folder) ?? _folder, "quarantine"), TimeProvider.System);
    }

    public IReadOnlyList<string> List() =>
        Directory.Exists(_folder) ? [.. Directory.EnumerateFileSystemEntries(_folder).Select(path => Path.GetFileName(path))] : [];

    public bool IsFile(string name) => PlainFile.IsAt(PathOf(name));

    public IStoredFile Create(string name, long length)
    {
        MakeFolder();
        var handle = File.OpenHandle(
            PathOf(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.None, length);
        try
        {
            // Preallocation reserves the blocks and leaves the length at 0: without this every write behind the end would change the
            // length, which the flush then has to write too.
            RandomAccess.SetLength(handle, length);
            return new StoredFile(handle);
        }
        catch
        {
            handle.Dispose();
            File.Delete(PathOf(name));
            throw;
        }
    }

    public IStoredFile Open(string name, bool writable) => new StoredFile(File.OpenHandle(
        PathOf(name),
        FileMode.Open,
        writable ? FileAccess.ReadWrite : FileAccess.Read,
        FileShare.ReadWrite | FileShare.Delete,
        writable ? FileOptions.None : FileOptions.SequentialScan));

    public void Rename(string name, string newName) => File.Move(PathOf(name), PathOf(newName), overwrite: false);

    public void Delete(string name) => File.Delete(PathOf(name));

    public string SetAside(string name, string reason) => _quarantine.Take(PathOf(name), reason);

    public void SyncFolder() => DirectorySync.Flush(_folder);

    private void MakeFolder()
    {
        if (!Directory.Exists(_folder))
        {
            Directory.CreateDirectory(_folder);
            if (Path.GetDirectoryName(_folder) is { } parent)
            {
                DirectorySync.Flush(parent);
            }
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}

/// <summary>A file of the journal on the real disk.</summary>
internal sealed class StoredFile(SafeFileHandle handle) : IStoredFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(Span<byte> destination, long offset)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var read = RandomAccess.Read(handle, destination[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset) => RandomAccess.Write(handle, parts, offset);

    public void Truncate(long length) => RandomAccess.SetLength(handle, length);

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public void Dispose() => handle.Dispose();
}
