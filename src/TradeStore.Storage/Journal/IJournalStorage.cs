namespace TradeStore.Storage.Journal;

/// <summary>The folder of a journal, as a seam: tests put a disk that fails in its place.</summary>
internal interface IJournalStorage
{
    /// <summary>The names of all there is in the folder.</summary>
    public IReadOnlyList<string> List();

    /// <summary>Whether a name is that of a file, and not of a folder, a link or a pipe.</summary>
    public bool IsFile(string name);

    /// <summary>A new file of <paramref name="length"/> zero bytes whose space is reserved; fails when the name is taken.</summary>
    public IStoredFile Create(string name, long length);

    /// <summary>An existing file.</summary>
    public IStoredFile Open(string name, bool writable);

    /// <summary>Gives a file its name; fails when that is taken.</summary>
    public void Rename(string name, string newName);

    /// <summary>Removes a file; one that is not there is no error.</summary>
    public void Delete(string name);

    /// <summary>Moves what has a name out of the journal's way, without looking into it, and returns where it is then.</summary>
    public string SetAside(string name, string reason);

    /// <summary>Makes created, renamed and removed names durable.</summary>
    public void SyncFolder();
}

/// <summary>One file of the journal.</summary>
internal interface IStoredFile : IDisposable
{
    /// <summary>The length in bytes.</summary>
    public long Length { get; }

    /// <summary>Reads until <paramref name="destination"/> is full or the file ends; returns the bytes read.</summary>
    public int Read(Span<byte> destination, long offset);

    /// <summary>Writes all of it, not necessarily to the disk.</summary>
    public void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Writes the parts one behind the other.</summary>
    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset);

    /// <summary>Cuts the file behind its first <paramref name="length"/> bytes.</summary>
    public void Truncate(long length);

    /// <summary>Returns when everything written is on the disk.</summary>
    public void Flush();
}

/// <summary>What an acknowledged frame survives.</summary>
internal enum JournalDurability
{
    /// <summary>A power cut: every group is flushed to the disk.</summary>
    Fsync = 0,

    /// <summary>A killed process: groups are handed to the operating system and not flushed.</summary>
    Os = 1,
}
