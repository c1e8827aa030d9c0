namespace TradeStore.Errors;

/// <summary>Recognises a full disk across operating systems.</summary>
internal static class DiskErrors
{
    private const int UnixNoSpace = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    public static bool IsFull(Exception exception) => exception is IOException
        && (exception.HResult is UnixNoSpace or WindowsDiskFull or WindowsHandleDiskFull
            || exception.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase));
}
