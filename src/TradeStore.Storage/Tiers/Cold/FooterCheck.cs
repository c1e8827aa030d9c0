namespace TradeStore.Storage.Tiers.Cold;

/// <summary>Tells whether a file of the right length is a segment's, by its footer.</summary>
internal static class FooterCheck
{
    /// <summary>Returns what is wrong with a segment's file.</summary>
    public static FileDamage? Run(string path, Segment segment)
    {
        if (segment.FooterSha256 is not { } expected)
        {
            // Made before footers were recorded: the whole file is hashed, once, since what a footer says is believed only where its hash is known.
            return ColdFiles.Compare(path, segment, () => false);
        }

        try
        {
            return ParquetFooter.Read(path).Sha256 == expected ? null : Wrong("its footer is another.");
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
