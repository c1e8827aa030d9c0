using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

/// <summary>A folder for the journal on a disk that is full while somebody says so; it can hold a write until it is let go.</summary>
internal sealed class FailingStorage(string folder) : IJournalStorage, IDisposable
{
    // ERROR_DISK_FULL, as .NET reports ENOSPC.
    private const int DiskFull = unchecked((int)0x80070070);
    private readonly FileJournalStorage _storage = new(folder);
    private readonly ManualResetEventSlim _letGo = new(initialState: true);
    private volatile bool _isFull;

    /// <summary>Gets the writes that wait to be let go.</summary>
    public SemaphoreSlim Held { get; } = new(0);

    /// <summary>Gets or sets what is called before each flush of a file or of the folder.</summary>
    public Action? Flushing { get; set; }

    public void Dispose()
    {
        Held.Dispose();
        _letGo.Dispose();
    }

    public void Fill()
    {
        _isFull = true;
        _letGo.Reset();
    }

    public void LetGo() => _letGo.Set();

    public void MakeRoom() => _isFull = false;

    public IReadOnlyList<string> List() => _storage.List();

    public bool IsFile(string name) => _storage.IsFile(name);

    public string SetAside(string name, string reason) => _storage.SetAside(name, reason);

    public IStoredFile Create(string name, long length) => new FailingFile(this, _storage.Create(name, length));

    public IStoredFile Open(string name, bool writable) => new FailingFile(this, _storage.Open(name, writable));

    public void Rename(string name, string newName) => _storage.Rename(name, newName);

    public void Delete(string name) => _storage.Delete(name);

    public void SyncFolder()
    {
        Flushing?.Invoke();
        _storage.SyncFolder();
    }

    private void ThrowIfFull()
    {
        if (_isFull)
        {
            Held.Release();
            _letGo.Wait();
            throw new IOException("No space left on device.", DiskFull);
        }
    }

    private sealed class FailingFile(FailingStorage disk, IStoredFile file) : IStoredFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> destination, long offset) => file.Read(destination, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            disk.ThrowIfFull();
            file.Write(bytes, offset);
        }

        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset)
        {
            disk.ThrowIfFull();
            file.Write(parts, offset);
        }

        public void Truncate(long length) => file.Truncate(length);

        public void Flush()
        {
            disk.Flushing?.Invoke();
            file.Flush();
        }

        public void Dispose() => file.Dispose();
    }
}
