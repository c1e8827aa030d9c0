using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TradeStore.Storage.Files;

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
