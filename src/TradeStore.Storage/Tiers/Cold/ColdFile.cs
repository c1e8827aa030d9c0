namespace TradeStore.Storage.Tiers.Cold;

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

    /// <summary>Looks at its length alone.</summary>
    public FileDamage? Look(Segment segment)
    {
        var known = _damage;
        return known is { IsCertain: true } ? known : Noted(known, ColdFiles.Look(Path, segment));
    }

    /// <summary>
    /// Looks whether it is the file that was written: by its length and its footer, which names the segment and says where each value lies. That is
    /// done once, and again when the length or the time of its last change is another; in between it costs a look at these.
    /// </summary>
    public FileDamage? Check(Segment segment)
    {
        var known = _damage;
        if (known is { IsCertain: true })
        {
            return known;
        }

        // Taken before the look: what is changed meanwhile is looked at again.
        var stamp = FileStamp.Of(Path);
        if (known is null && stamp is not null && stamp == Volatile.Read(ref _sound))
        {
            return null;
        }

        var damage = Noted(known, ColdFiles.Look(Path, segment) ?? FooterCheck.Run(Path, segment));
        Volatile.Write(ref _sound, damage is null ? stamp : null);
        return damage;
    }

    /// <summary>Reads it to its end and compares its SHA-256 with the manifest's.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="isStopped">Tells when to give up; nothing is known to be wrong then.</param>
    public FileDamage? Compare(Segment segment, Func<bool> isStopped) => ColdFiles.Compare(Path, segment, isStopped) is { } damage ? Note(damage) : null;

    // What was missing and is there again is not damaged any more; what somebody else has found meanwhile stays.
    private FileDamage? Noted(FileDamage? known, FileDamage? found)
    {
        Interlocked.CompareExchange(ref _damage, found, known);
        return found;
    }
}
