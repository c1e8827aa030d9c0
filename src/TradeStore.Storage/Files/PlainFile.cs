using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

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

/// <summary>Opens what .NET opens no handle on, or none without waiting.</summary>
internal static class UnixFile
{
    /// <summary>Opens a path for reading; a handle that is invalid, and the system's last error, where that fails.</summary>
    /// <param name="path">A file, a folder or what else there is.</param>
    /// <param name="flags">Flags of the system's beside that of reading only, which is none.</param>
    public static SafeFileHandle Open(string path, int flags = 0) => new(SystemOpen(path, flags), ownsHandle: true);

    // DllImport and not LibraryImport, whose generated code would be the only unsafe code of this project.
#pragma warning disable SYSLIB1054
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SystemOpen([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
#pragma warning restore SYSLIB1054
}

/// <summary>Makes the names in a folder durable.</summary>
internal static class DirectorySync
{
    /// <summary>Flushes the folder itself; on Windows the file system does so on its own.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no handle on a folder (File.OpenHandle refuses it).
        using var handle = UnixFile.Open(folder);
        if (handle.IsInvalid)
        {
            throw new IOException($"The folder '{folder}' cannot be opened to flush it: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        RandomAccess.FlushToDisk(handle);
    }
}
