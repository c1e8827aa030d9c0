namespace TradeStore.Storage.Tiers.Cold;

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
