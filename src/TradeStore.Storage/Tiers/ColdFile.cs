namespace TradeStore.Storage.Tiers;

/// <summary>
/// The file of a segment, and what is known of it: whether it was looked at since it was changed, and whether it is damaged. A file that was found to be
/// another than was written stays damaged, whatever lies there later, until it is repaired.
/// </summary>
/// <param name="name">Its path within the store, with slashes.</param>
/// <param name="path">Its full path.</param>
internal sealed class ColdFile(string name, string path)
{
    private FileStamp? _sound;
    private volatile FileDamage? _damage;

    public string Name { get; } = name;

    public string Path { get; } = path;

    /// <summary>Gets what is known to be wrong with it.</summary>
    public FileDamage? Damage => _damage;

    /// <summary>Returns the same file, of which nothing is known.</summary>
    public ColdFile Anew() => new(Name, Path);

    /// <summary>Notes what is wrong with it, and returns that.</summary>
    public FileDamage Note(FileDamage damage)
    {
        // That it was taken away does not make it right.
        if (_damage is not { IsCertain: true } || damage.IsCertain)
        {
            _damage = damage;
        }

        return damage;
    }

    /// <summary>Notes what was found instead of what was known: what was missing and is there again is not damaged any more, and what somebody else has found meanwhile stays.</summary>
    public FileDamage? Note(FileDamage? known, FileDamage? found)
    {
        Interlocked.CompareExchange(ref _damage, found, known);
        return found;
    }

    /// <summary>Tells whether the file was found sound, and was not changed since.</summary>
    public bool IsSound(FileStamp stamp) => stamp == Volatile.Read(ref _sound);

    /// <summary>Notes how the file was when it was found sound; <see langword="null"/> when it was not.</summary>
    public void NoteSound(FileStamp? stamp) => Volatile.Write(ref _sound, stamp);
}

/// <summary>What is wrong with a file.</summary>
/// <param name="Kind">What, in short.</param>
/// <param name="Reason">What, as the end of a sentence that begins with the file.</param>
internal sealed record FileDamage(FileDamageKind Kind, string Reason)
{
    /// <summary>Gets a value indicating whether another file lies there than was written. What is not there, or is not shown to us now, may come back by itself.</summary>
    public bool IsCertain => Kind is FileDamageKind.WrongSize or FileDamageKind.WrongChecksum;
}

/// <summary>What is wrong with a file.</summary>
internal enum FileDamageKind
{
    /// <summary>It is not there.</summary>
    Missing = 0,

    /// <summary>It is longer or shorter than what was written.</summary>
    WrongSize,

    /// <summary>Its bytes are not those that were written.</summary>
    WrongChecksum,

    /// <summary>The system does not let it be read.</summary>
    Unreadable,
}

/// <summary>What tells, without a file being opened, whether it was changed.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="WrittenAt">When it was last changed.</param>
internal sealed record FileStamp(long Length, DateTime WrittenAt)
{
    /// <summary>Returns the stamp of a file; <see langword="null"/> when there is none, or a link.</summary>
    public static FileStamp? Of(string path)
    {
        // One question to the system. What a link leads to may change without the link.
        var file = new FileInfo(path);
        return file.Exists && !file.Attributes.HasFlag(FileAttributes.ReparsePoint) ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
    }
}

/// <summary>
/// Whether a read has found a segment's table in the database file damaged. It is known to this process alone: there is no second copy to repair it from, and a
/// database that is put back is another one.
/// </summary>
internal sealed class TableDamage
{
    private volatile Exception? _cause;

    /// <summary>Gets what the engine said; <see langword="null"/> while nothing is known to be wrong.</summary>
    public Exception? Cause => _cause;

    public void Note(Exception cause) => _cause = cause;
}
