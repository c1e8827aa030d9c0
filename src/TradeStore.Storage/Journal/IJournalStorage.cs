namespace TradeStore.Storage.Journal;

/// <summary>The folder of a journal, as a seam: tests put a disk that fails in its place.</summary>
internal interface IJournalStorage
{
    /// <summary>The names of all there is in the folder.</summary>
    public IReadOnlyList<string> List();

    /// <summary>Whether a name is that of a file, and not of a folder, a link or a pipe.</summary>
    public bool IsFile(string name);

    /// <summary>A new file of <paramref name="length"/> zero bytes whose space is reserved; fails when the name is taken.</summary>
    public ISegmentFile Create(string name, long length);

    /// <summary>An existing file.</summary>
    public ISegmentFile Open(string name, bool writable);

    /// <summary>Gives a file its name; fails when that is taken.</summary>
    public void Rename(string name, string newName);

    /// <summary>Removes a file; one that is not there is no error.</summary>
    public void Delete(string name);

    /// <summary>Moves what has a name out of the journal's way, without looking into it, and returns where it is then.</summary>
    public string SetAside(string name, string reason);

    /// <summary>Makes created, renamed and removed names durable.</summary>
    public void SyncFolder();
}
