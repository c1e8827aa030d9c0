using TradeStore.DuckDb.Engine;

namespace TradeStore.Errors;

/// <summary>Recognises a full disk across operating systems.</summary>
internal static class DiskErrors
{
    private const int UnixNoSpace = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    // Reserving a file's blocks and the engine carry no code of the system's, only a text.
    public static bool IsFull(Exception exception) => exception is (IOException or DuckDbException)
        && (exception.HResult is UnixNoSpace or WindowsDiskFull or WindowsHandleDiskFull
            || exception.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase)
            || exception.Message.Contains("disk was full", StringComparison.OrdinalIgnoreCase));
}
