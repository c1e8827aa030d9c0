namespace TradeStore.Storage.Tiers.Cold;

/// <summary>The looks at a segment's file; each notes what it finds at the file.</summary>
internal static class ColdFileChecks
{
    /// <summary>Looks at its length alone.</summary>
    public static FileDamage? Look(this ColdFile file, Segment segment)
    {
        var known = file.Damage;
        return known is { IsCertain: true } ? known : file.Note(known, ColdFiles.Look(file.Path, segment));
    }

    /// <summary>
    /// Looks whether it is the file that was written: by its length and its footer, which names the segment and says where each value lies. That is
    /// done once, and again when the length or the time of its last change is another; in between it costs a look at these.
    /// </summary>
    public static FileDamage? Check(this ColdFile file, Segment segment)
    {
        var known = file.Damage;
        if (known is { IsCertain: true })
        {
            return known;
        }

        // Taken before the look: what is changed meanwhile is looked at again.
        var stamp = FileStamp.Of(file.Path);
        if (known is null && stamp is not null && file.IsSound(stamp))
        {
            return null;
        }

        var damage = file.Note(known, ColdFiles.Look(file.Path, segment) ?? FooterCheck.Run(file.Path, segment));
        file.NoteSound(damage is null ? stamp : null);
        return damage;
    }

    /// <summary>Reads it to its end and compares its SHA-256 with the manifest's.</summary>
    /// <param name="file">The file.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="isStopped">Tells when to give up; nothing is known to be wrong then.</param>
    public static FileDamage? Compare(this ColdFile file, Segment segment, Func<bool> isStopped) =>
        ColdFiles.Compare(file.Path, segment, isStopped) is { } damage ? file.Note(damage) : null;
}

/// <summary>Tells whether a file of the right length is a segment's, by its footer.</summary>
internal static class FooterCheck
{
    /// <summary>Returns what is wrong with a segment's file.</summary>
    public static FileDamage? Run(string path, Segment segment)
    {
        try
        {
            return ParquetFooter.Read(path).Sha256 == segment.FooterSha256 ? null : Wrong("its footer is another.");
        }
        catch (InvalidDataException exception)
        {
            return Wrong($"{char.ToLowerInvariant(exception.Message[0])}{exception.Message[1..]}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ColdFiles.Unreadable(exception);
        }
    }

    private static FileDamage Wrong(string reason) => new(FileDamageKind.WrongChecksum, $"is not what was written: {reason}");
}
