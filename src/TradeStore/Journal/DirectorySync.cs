using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradeStore.Journal;

/// <summary>Makes the names in a folder durable.</summary>
internal static class DirectorySync
{
    private const int ReadOnly = 0;

    /// <summary>Flushes the folder itself; on Windows the file system does so on its own.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"The folder '{folder}' cannot be opened to flush it: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    // .NET opens no handle on a folder (File.OpenHandle refuses it). DllImport and not LibraryImport, whose generated code would be the
    // only unsafe code of this project.
#pragma warning disable SYSLIB1054
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
#pragma warning restore SYSLIB1054
}
