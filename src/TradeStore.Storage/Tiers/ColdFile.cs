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
