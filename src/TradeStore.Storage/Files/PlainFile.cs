using System.Runtime.InteropServices;

namespace TradeStore.Storage.Files;

/// <summary>Tells files from what only has a name as they do: links, folders, pipes, sockets, devices. To open a pipe waits for whoever is at its other end, which may be for ever.</summary>
internal static class PlainFile
{
    private const int NoSuchDevice = 6;

    // O_NONBLOCK of Linux and of macOS: .NET waits for a pipe's other end.
    private static int NonBlocking => OperatingSystem.IsLinux() ? 0x800 : 0x4;

    /// <summary>Tells whether a file is there, and nothing else in its place.</summary>
    public static bool IsAt(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null } && !IsSpecial(path);

    /// <summary>Tells whether a pipe, a socket or the like is there. What is not there, or may not be opened, is none.</summary>
    public static bool IsSpecial(string path)
    {
        // What has bytes is a file; of the others the system is asked, without waiting and without a lock.
        if (OperatingSystem.IsWindows() || new FileInfo(path) is not { Exists: true, Length: 0 })
        {
            return false;
        }

        using var handle = UnixFile.Open(path, NonBlocking);
        if (handle.IsInvalid)
        {
            return Marshal.GetLastPInvokeError() == NoSuchDevice;
        }

        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        return !stream.CanSeek;
    }
}
