using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

/// <summary>A disk in memory that fails on demand and loses power: what was not flushed is then there or not, page by page.</summary>
internal sealed class MemoryStorage : IJournalStorage
{
    private readonly List<Action<Dictionary<string, MemoryFile>>> _unsynced = [];
    private Dictionary<string, MemoryFile> _durableNames = new(StringComparer.Ordinal);

    public Dictionary<string, MemoryFile> Files { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Gets what was set aside, and why.</summary>
    public Dictionary<string, (byte[] Bytes, string Reason)> Aside { get; } = new(StringComparer.Ordinal);

    /// <summary>Operations until one fails; 0: none fails.</summary>
    public int FailIn { get; set; }

    /// <summary>Counts only these operations; null: all.</summary>
    public string? FailOnly { get; set; }

    /// <summary>Whether all operations after the failed one fail too.</summary>
    public bool StaysBroken { get; set; }

    /// <summary>The operation that failed.</summary>
    public string? Failed { get; private set; }

    /// <summary>Whether files that are open for writing fail to close.</summary>
    public bool FailsToClose { get; set; }

    /// <summary>Called before each flush of a file.</summary>
    public Action? Flushing { get; set; }

    /// <summary>Calls of Flush, of any file.</summary>
    public int Flushes { get; set; }

    /// <summary>Calls of Write, of any file.</summary>
    public int Writes { get; set; }

    private bool _broken;

    public byte[] this[string name]
    {
        get => Files[name].Current;
        set
        {
            var file = new MemoryFile(this, value.Length);
            value.CopyTo(file.Current, 0);
            value.CopyTo(file.Durable, 0);
            Files[name] = _durableNames[name] = file;
        }
    }

    public void Repair()
    {
        FailIn = 0;
        FailOnly = null;
        _broken = false;
        Failed = null;
    }

    public void LosePower(Random random)
    {
        foreach (var operation in _unsynced.Take(random.Next(_unsynced.Count + 1)))
        {
            operation(_durableNames);
        }

        _unsynced.Clear();
        foreach (var file in Files.Values.Concat(_durableNames.Values).Distinct())
        {
            file.LosePower(random);
        }

        Files = new(_durableNames, StringComparer.Ordinal);
        Repair();
    }

    /// <summary>Counts the operation; true when it is to fail.</summary>
    public bool Fails(string operation)
    {
        if (_broken && StaysBroken)
        {
            return true;
        }

        if (FailIn == 0 || (FailOnly ?? operation) != operation || --FailIn > 0)
        {
            return false;
        }

        _broken = true;
        Failed = operation;
        return true;
    }

    public IReadOnlyList<string> List() => [.. Files.Keys];

    public bool IsFile(string name) => true;

    public string SetAside(string name, string reason)
    {
        ThrowIfFails("set aside");
        var file = Files[name];
        Change(names => names.Remove(name));
        Aside[name] = (file.Current, reason);
        return name;
    }

    public IStoredFile Create(string name, long length)
    {
        ThrowIfFails("create");
        if (Files.ContainsKey(name))
        {
            throw new IOException($"'{name}' is there already.");
        }

        var file = new MemoryFile(this, checked((int)length));
        Change(names => names[name] = file);
        return file;
    }

    public IStoredFile Open(string name, bool writable) => Files.TryGetValue(name, out var file) ? file : throw new FileNotFoundException(name);

    public void Rename(string name, string newName)
    {
        ThrowIfFails("rename");
        if (Files.ContainsKey(newName))
        {
            throw new IOException($"'{newName}' is there already.");
        }

        var file = Files[name];
        Change(names =>
        {
            names.Remove(name);
            names[newName] = file;
        });
    }

    public void Delete(string name)
    {
        ThrowIfFails("delete");
        Change(names => names.Remove(name));
    }

    public void SyncFolder()
    {
        ThrowIfFails("sync folder");
        _unsynced.Clear();
        _durableNames = new(Files, StringComparer.Ordinal);
    }

    private void Change(Action<Dictionary<string, MemoryFile>> operation)
    {
        operation(Files);
        _unsynced.Add(operation);
    }

    private void ThrowIfFails(string operation)
    {
        if (Fails(operation))
        {
            throw new IOException($"Injected: {operation}.");
        }
    }
}
