namespace TradeStore.Journal;

/// <summary>The journal's folder on the real disk.</summary>
internal sealed class FileJournalStorage : IJournalStorage
{
    private readonly string _folder;

    public FileJournalStorage(string folder)
    {
        _folder = Path.GetFullPath(folder);
        if (Directory.Exists(_folder))
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        if (Path.GetDirectoryName(_folder) is { } parent)
        {
            DirectorySync.Flush(parent);
        }
    }

    public IReadOnlyList<string> List() => [.. Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path))];

    public ISegmentFile Create(string name, long length)
    {
        var handle = File.OpenHandle(
            PathOf(name), FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.None, length);
        try
        {
            // Preallocation reserves the blocks and leaves the length at 0: without this every write behind the end would change the
            // length, which the flush then has to write too.
            RandomAccess.SetLength(handle, length);
            return new FileSegment(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public ISegmentFile Open(string name, bool writable) => new FileSegment(File.OpenHandle(
        PathOf(name),
        FileMode.Open,
        writable ? FileAccess.ReadWrite : FileAccess.Read,
        FileShare.ReadWrite | FileShare.Delete,
        writable ? FileOptions.None : FileOptions.SequentialScan));

    public void Rename(string name, string newName) => File.Move(PathOf(name), PathOf(newName), overwrite: false);

    public void Delete(string name) => File.Delete(PathOf(name));

    public void SyncFolder() => DirectorySync.Flush(_folder);

    private string PathOf(string name) => Path.Combine(_folder, name);
}
