using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradeStore;

/// <summary>Tells files from what only has a name as they do: links, folders, pipes, sockets, devices. To open a pipe waits for whoever is at its other end, which may be for ever.</summary>
internal static class PlainFile
{
    private const int NoSuchDevice = 6;

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

        var descriptor = Open(path, OperatingSystem.IsLinux() ? 0x800 : 0x4);
        if (descriptor < 0)
        {
            return Marshal.GetLastPInvokeError() == NoSuchDevice;
        }

        using var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        return !stream.CanSeek;
    }

    // .NET waits for a pipe's other end. DllImport and not LibraryImport, whose generated code would be unsafe.
#pragma warning disable SYSLIB1054
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
#pragma warning restore SYSLIB1054
}
