namespace TradeStore.Storage.Tiers;

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
