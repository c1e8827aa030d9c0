using TradeStore.DuckDb.Native;

namespace TradeStore.Storage.Errors;

/// <summary>Recognises what a disk or the system refuses, across operating systems: neither says anything about what the files hold.</summary>
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

    /// <summary>Tells whether the engine was not let at a file: by missing rights, or since another program holds it.</summary>
    public static bool IsDenied(DuckDbException exception) => Array.Exists(Denials, text => exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static string[] Denials { get; } =
        ["Permission denied", "Access is denied", "Operation not permitted", "Read-only file system", "Could not set lock on file", "being used by another process", "Too many open files"];
}
